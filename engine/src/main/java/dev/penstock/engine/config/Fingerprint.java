package dev.penstock.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What tells one state of a file from another: which file it is, its size and its times. The time of its last change of
 * any kind is one of them where the system keeps it, so that an edit that sets the old date again is one too, and so is
 * a permission that is given. Links are followed: a folder that is swapped by a symbolic link is an edit.
 */
public record Fingerprint(Map<String, Object> attributes) {
    private static final String UNIX = "unix:dev,ino,size,lastModifiedTime,ctime";
    private static final String ELSEWHERE = "fileKey,size,lastModifiedTime";

    /** The state as it is now; a file that is not there has one too. */
    public static Fingerprint of(Path file) {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        try {
            return new Fingerprint(Files.readAttributes(file, unix ? UNIX : ELSEWHERE));
        } catch (IOException gone) {
            return new Fingerprint(Map.of());
        }
    }
}
