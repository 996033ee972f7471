"""What is printed and handed over: cards, leaflets, sheets, posters, booklets, as pages and as PDFs."""
