package dev.penstock.conformance;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results as JUnit XML: a suite for each file, a test case for each case. A file whose faults kept its cases from
 * running is one test case with an error.
 */
final class JunitReport {
    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(List<FileResult> files, Path to) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JunitReport(xml).write(files);
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        if (to.toAbsolutePath().getParent() != null) {
            Files.createDirectories(to.toAbsolutePath().getParent());
        }
        Files.writeString(to, text.toString());
    }

    private void write(List<FileResult> files) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        for (FileResult file : files) {
            writeSuite(file);
            if (!file.broken().isEmpty()) {
                writeBroken(file);
            }
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void writeSuite(FileResult file) throws XMLStreamException {
        boolean faulty = !file.faults().isEmpty();
        Duration took = file.cases().stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus);
        start("testsuite", file.file(), took);
        attribute("tests", String.valueOf(faulty ? 1 : file.cases().size()));
        attribute("failures", String.valueOf(file.failed()));
        attribute("errors", faulty ? "1" : "0");
        attribute("skipped", String.valueOf(file.skipped()));
        if (faulty) {
            writeCase(file.file(), file.file(), Duration.ZERO, "error", file.faults());
        }
        for (CaseResult result : file.cases()) {
            String kind = result.skipped().isPresent() ? "skipped" : "failure";
            writeCase(
                    file.file(),
                    result.name(),
                    result.took(),
                    kind,
                    result.skipped().map(List::of).orElse(result.failures()));
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    /** A test case for each way in which something was broken. */
    private void writeBroken(FileResult file) throws XMLStreamException {
        String name = file.file() + ", with something broken";
        List<BrokenCase.Row> rows =
                file.broken().stream().flatMap(one -> one.rows().stream()).toList();
        start("testsuite", name, rows.stream().map(BrokenCase.Row::took).reduce(Duration.ZERO, Duration::plus));
        attribute("tests", String.valueOf(rows.size()));
        attribute(
                "failures",
                String.valueOf(
                        file.broken().stream().mapToLong(BrokenCase::failed).sum()));
        attribute("errors", "0");
        for (BrokenCase one : file.broken()) {
            for (BrokenCase.Row row : one.rows()) {
                String shown = one.name() + ": " + one.use() + " " + row.how();
                writeCase(
                        name,
                        shown,
                        row.took(),
                        "failure",
                        row.complaint().stream().toList());
            }
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private void writeCase(String file, String name, Duration took, String kind, List<String> lines)
            throws XMLStreamException {
        start("testcase", name, took);
        attribute("classname", file);
        if (!lines.isEmpty()) {
            xml.writeStartElement(kind);
            attribute("message", lines.get(0));
            xml.writeCharacters(printable(String.join("\n", lines)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void start(String element, String name, Duration took) throws XMLStreamException {
        xml.writeCharacters(element.equals("testsuite") ? "\n  " : "\n    ");
        xml.writeStartElement(element);
        attribute("name", name);
        attribute("time", String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, printable(value));
    }

    /** The text without what XML 1.0 cannot hold. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> isPrintable(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
