package dev.penstock.plugins.script;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * All the files that a realm knows: the modules of its hook, in memory, read before. Nothing that a script imports can
 * reach the disk.
 */
final class ModuleFiles implements FileSystem {
    private static final Path ROOT = Path.of("/");

    private final Map<Path, String> names = new HashMap<>();
    private final Map<Path, byte[]> files = new HashMap<>();

    ModuleFiles(HookSource source) {
        String mark = BigIntBound.isUsedIn(source.files().values()) ? BigIntBound.MARK : "";
        source.files().forEach((name, text) -> {
            names.put(Path.of(source.path(name)), name);
            files.put(Path.of(source.path(name)), (text + mark).getBytes(StandardCharsets.UTF_8));
        });
    }

    /** The name of the file at this path, or else another. */
    String name(String path, String other) {
        return path == null ? other : names.getOrDefault(Path.of(path), other);
    }

    private byte[] bytes(Path path) throws NoSuchFileException {
        byte[] bytes = files.get(toAbsolutePath(path).normalize());
        if (bytes == null) {
            throw new NoSuchFileException("no such module");
        }
        return bytes;
    }

    @Override
    public Path parsePath(URI uri) {
        throw new UnsupportedOperationException("a module is imported by a relative path");
    }

    @Override
    public Path parsePath(String path) {
        return Path.of(path);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return ROOT.resolve(path);
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        bytes(path);
        return toAbsolutePath(path).normalize();
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options) throws IOException {
        bytes(path);
        if (modes.contains(AccessMode.WRITE)) {
            throw new AccessDeniedException("read-only");
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return new Channel(ByteBuffer.wrap(bytes(path)).asReadOnlyBuffer());
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        FileTime never = FileTime.fromMillis(0);
        return Map.of(
                "isRegularFile",
                true,
                "isDirectory",
                false,
                "isSymbolicLink",
                false,
                "isOther",
                false,
                "size",
                (long) bytes(path).length,
                "lastModifiedTime",
                never,
                "lastAccessTime",
                never,
                "creationTime",
                never);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        throw new AccessDeniedException("read-only");
    }

    @Override
    public void delete(Path path) throws IOException {
        throw new AccessDeniedException("read-only");
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        throw new AccessDeniedException("no folders");
    }

    /** Reads a file. */
    private static final class Channel implements SeekableByteChannel {
        private final ByteBuffer bytes;
        private boolean open = true;

        Channel(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer to) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int length = Math.min(bytes.remaining(), to.remaining());
            to.put(bytes.slice().limit(length));
            bytes.position(bytes.position() + length);
            return length;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long position) {
            bytes.position((int) Math.min(position, bytes.limit()));
            return this;
        }

        @Override
        public long size() {
            return bytes.limit();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
