package dev.penstock.engine.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens what is a file: to open a named pipe would wait until somebody writes into it. */
final class PlainFile {
    private PlainFile() {}

    static InputStream open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException(Files.isDirectory(path) ? "a folder" : "something that is no file");
        }
        return Files.newInputStream(path);
    }
}
