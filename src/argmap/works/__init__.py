"""What is known of works and documents, in the words of scholars: names, locators, titles, and which of them an entry cites."""
