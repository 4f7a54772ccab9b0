"""Which full stops belong to an abbreviation or an ordinal, and end no sentence."""
