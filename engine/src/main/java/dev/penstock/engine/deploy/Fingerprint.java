package dev.penstock.engine.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells one state of a file from another. The real path is part of it, so that a folder that is swapped by a
 * symbolic link is an edit too.
 */
record Fingerprint(String realPath, long modified, long size, Object fileKey) {
    private static final Fingerprint ABSENT = new Fingerprint("", 0, -1, "");

    /** The state as it is now; a file that is not there has one too. */
    static Fingerprint of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Fingerprint(
                    file.toRealPath().toString(),
                    attributes.lastModifiedTime().toMillis(),
                    attributes.size(),
                    String.valueOf(attributes.fileKey()));
        } catch (IOException gone) {
            return ABSENT;
        }
    }
}
