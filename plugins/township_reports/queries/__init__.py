"""Answer what pages and commands show."""
