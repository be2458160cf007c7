package dev.penstock.engine.config;

/**
 * A share: {@code 20%}.
 *
 * @param of100 from 0 to 100
 */
public record Percentage(int of100) {
    /**
     * Reads a percentage.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static Percentage parse(String text) {
        if (text.matches("[0-9]{1,3}%")) {
            int share = Integer.parseInt(text.substring(0, text.length() - 1));
            if (share <= 100) {
                return new Percentage(share);
            }
        }
        throw new IllegalArgumentException("expected a percentage from 0% to 100%, found '" + text + "'");
    }
}
