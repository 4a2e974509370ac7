"""Invoices as files that programs read: UBL, CII, and a PDF that carries CII."""
