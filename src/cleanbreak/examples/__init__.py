"""The example practice as package data, and the generators that write it and practices of any size."""
