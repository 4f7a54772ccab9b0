"""What the rules of Chinese, Japanese and Hindi share."""
