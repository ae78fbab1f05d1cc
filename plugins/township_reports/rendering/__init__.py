"""The consolidated report as web page, Word document and workbook. Adds up nothing, reads no document."""
