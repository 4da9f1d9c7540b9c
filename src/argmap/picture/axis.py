"""The axis of a timeline: which time it shows, where a day lies on it, and what is written along it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from argmap.dates import ALWAYS, DateRange, Day
from argmap.picture.scene import CAPTION
from argmap.times import MONTHS, Time, day_number, year_name
from argmap.typesetting import text_width

_OUTLIERS = 0.05
"""What share of dates may lie off either end of an axis, where that makes it less than half as long."""

_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_DAY_STEPS = (1, 2, 5, 15)
_APART = 20.0  # between two words of the axis, and of a word from its line
GREAT = 24.0
"""The font size of years; other words of the axis are as high as captions."""

_SIZES = {True: GREAT, False: CAPTION}


class Tick(NamedTuple):
    """A line across the picture, with a word beside it; years are ``great``."""

    x: float
    word: str
    is_great: bool


class Scale(NamedTuple):
    """An axis from the beginning of one day to the end of another, between two places in px."""

    first: Day
    last: Day
    left: float
    right: float

    def at(self, number: float) -> float:
        """Where the beginning of a day lies, given as `day_number`; the nearer end for what is not on the axis."""
        start, stop = day_number(self.first), day_number(self.last) + 1
        if number <= start:
            return self.left
        return self.right if number >= stop else self.left + (number - start) / (stop - start) * (self.right - self.left)

    def extent(self, time: Time) -> tuple[float, float]:
        """From where to where a time may reach; a single day is one place, its middle."""
        if time.days.earliest == time.days.latest:
            middle = self.at(day_number(time.days.earliest) + 0.5)
            return middle, middle
        return self.at(day_number(time.days.earliest)), self.at(day_number(time.days.latest) + 1)

    def sure(self, time: Time) -> tuple[float, float] | None:
        """From where to where what lasts does so for sure: from the latest day it may begin to the earliest it may end."""
        is_said = time.lasts and not time.begin.is_unknown and not time.end.is_unknown
        if not is_said or time.end.days.earliest <= time.begin.days.latest:
            return None
        begin = self.at(day_number(time.begin.days.latest)) if not time.begin.is_open else self.left
        end = self.at(day_number(time.end.days.earliest) + 1) if not time.end.is_open else self.right
        return (begin, end) if end > begin else None

    def beyond(self, time: Time) -> tuple[bool, bool]:
        """Whether a time begins before the axis and whether it ends after it."""
        return time.days.earliest < self.first, time.days.latest > self.last

    def holds(self, time: Time) -> bool:
        """Whether some of a time is on the axis."""
        return time.days.overlaps(DateRange(self.first, self.first), DateRange(self.last, self.last))


def window(times: Sequence[Time], asked: DateRange) -> tuple[Day, Day]:
    """The first and the last day of the axis: those asked for, or else those between which nearly everything begins."""
    begins = sorted(time.days.earliest for time in times if not time.begin.is_open)
    ends = sorted(time.days.latest if not time.end.is_open else time.begin.days.latest for time in times if not time.begin.is_open)
    open_ends = [time.end.days for time in times if time.begin.is_open]
    if not begins:
        begins, ends = [days.earliest for days in open_ends], [days.latest for days in open_ends]
    if not begins:
        begins = ends = [asked.earliest if asked.earliest != ALWAYS.earliest else (1, 1, 1)]
    cut = int(len(begins) * _OUTLIERS)
    first, last = begins[0], max(*ends[-1:], begins[-1])
    inner = begins[cut], max(begins[-1 - cut], ends[-1 - cut])
    if day_number(inner[1]) - day_number(inner[0]) < (day_number(last) - day_number(first)) / 2:
        first, last = inner
    first, last = _whole(first, last)
    if asked.earliest != ALWAYS.earliest:
        first = asked.earliest
    if asked.latest != ALWAYS.latest:
        last = asked.latest
    return first, max(first, last)


def _whole(first: Day, last: Day) -> tuple[Day, Day]:
    """A time made whole years, or months if it is short."""
    if day_number(last) - day_number(first) > 2 * 365:
        return (first[0], 1, 1), (last[0], 12, 31)
    year, month = (last[0], last[1] + 1) if last[1] < 12 else (last[0] + 1, 1)
    return (first[0], first[1], 1), civil(day_number((year, month, 1)) - 1)


def ticks(scale: Scale) -> Iterator[Tick]:
    """Years, and months or days where there is room for their names."""
    per_day = (scale.right - scale.left) / (day_number(scale.last) + 1 - day_number(scale.first))
    first, last = scale.first[0], scale.last[0]
    step = next((each for each in _steps() if each * 365.25 * per_day >= text_width("0000", CAPTION, True) + 2 * _APART), 1)
    start = first if step == 1 else first + -first % step
    years = [Tick(scale.at(day_number((year, 1, 1))), year_name(year), True) for year in range(start, last + 1, step)]
    yield from _spaced(years or [Tick(scale.left, year_name(first), True)])
    if step == 1:
        months = list(_spaced(list(_months(scale, per_day))))
        yield from months
        yield from _days(scale, per_day, months)


def _steps() -> Iterator[int]:
    factor = 1
    while factor < 10**12:
        yield from (each * factor for each in _YEARS)
        factor *= 1000


def _end(tick: Tick) -> float:
    """Where the word of a tick ends, with the space behind it."""
    return tick.x + text_width(tick.word, _SIZES[tick.is_great], tick.is_great) + _APART


def _spaced(row: list[Tick]) -> Iterator[Tick]:
    """The ticks of a row; the first, which may stand for what began before the axis, has no word where the second leaves no room."""
    if len(row) > 1 and _end(row[0]) > row[1].x:
        row[0] = row[0]._replace(word="")
    yield from row


def _months(scale: Scale, per_day: float) -> Iterator[Tick]:
    """The months of the axis, by full name, by three letters, every third, or none, as there is room."""
    short = tuple(name[:3] for name in MONTHS)
    for every, names in ((1, MONTHS), (1, short), (3, short)):
        if 28 * every * per_day - _APART >= max(text_width(each, CAPTION) for each in names):
            break
    else:
        return
    for year in range(scale.first[0], scale.last[0] + 1):
        for month in range(1, 13, every):
            if scale.first[:2] <= (year, month) <= scale.last[:2]:
                day = f"{scale.first[2]} " if (year, month) == scale.first[:2] and scale.first[2] > 1 else ""
                yield Tick(scale.at(day_number((year, month, 1))), f"{day}{names[month - 1]}", False)


def _days(scale: Scale, per_day: float, months: list[Tick]) -> Iterator[Tick]:
    """Days between the names of months, where there is room for them."""
    room = max((_end(month) - month.x for month in months), default=0.0)
    wide = text_width("00", CAPTION) + _APART
    step = next((each for each in _DAY_STEPS if each * per_day >= wide and max(1, each - 1) * per_day >= room), 0)
    if not step:
        return
    taken = [(month.x - 1, _end(month)) for month in months if month.word]
    for number in range(day_number(scale.first), day_number(scale.last) + 1):
        day = civil(number)[2]
        tick = Tick(scale.at(number), str(day), False)
        is_free = all(_end(tick) <= left or tick.x >= right for left, right in taken)
        if day > 1 and day % step == 0 and day + step <= 32 and is_free:
            yield tick


def civil(number: int) -> Day:
    """The day with a `day_number`; the inverse of it, by the same source."""
    era, of_era = divmod(number, 146_097)
    of_epoch = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * of_epoch + of_epoch // 4 - of_epoch // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + of_epoch + (month <= 2), month, day
