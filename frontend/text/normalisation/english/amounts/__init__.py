"""What has an amount, and other numbers: money, measures, ranges, formulas, telephones."""
