"""The page of residual risk: its parts, its drawing, its workbook."""
