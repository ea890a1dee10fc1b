package jgrad.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the word that was meant.
final class Spelling {
    /// Two letters exchanged, or two wrong ones.
    private static final int MOST_MISTAKES = 2;

    private Spelling() {}

    /// The word with the fewest mistakes between it and `given`, if these are few.
    static Optional<String> nearest(String given, Collection<String> words) {
        return words.stream()
                .filter(word -> mistakes(given, word) <= Math.min(MOST_MISTAKES, word.length() - 1))
                .min(Comparator.comparingInt(word -> mistakes(given, word)));
    }

    /// How many letters must be added, left away or replaced to make one word of the other.
    private static int mistakes(String a, String b) {
        int[] above = new int[b.length() + 1];
        Arrays.setAll(above, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
