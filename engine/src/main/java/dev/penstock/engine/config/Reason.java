package dev.penstock.engine.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read, in words of the user. */
public final class Reason {
    private Reason() {}

    /** In a few words, without the name of the file. */
    public static String of(IOException unreadable) {
        if (unreadable instanceof NoSuchFileException) {
            return "no such file";
        }
        if (unreadable instanceof AccessDeniedException) {
            return "no permission";
        }
        if (unreadable instanceof FileSystemLoopException) {
            return "a link to itself";
        }
        return String.valueOf(unreadable.getMessage());
    }
}
