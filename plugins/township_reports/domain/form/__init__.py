"""The official form as data: editions, tables, rows, columns, labels, aliases. No arithmetic, no reading."""
