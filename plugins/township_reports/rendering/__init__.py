"""The consolidated report as web page, Word document and workbook."""
