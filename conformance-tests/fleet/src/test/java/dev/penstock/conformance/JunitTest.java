package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitTest {
    private static final String ODD = "odd <&>\"' 😀 ]]>";

    @TempDir
    private Path folder;

    private Document written(FileResult... files) throws Exception {
        Path file = folder.resolve("reports/junit.xml");
        JunitReport.write(List.of(files), file);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static Element first(Document document, String name) {
        return (Element) document.getElementsByTagName(name).item(0);
    }

    @Test
    void everyCaseIsATestCaseAndASuiteCountsThem() throws Exception {
        Document document = written(new FileResult(
                "shop.test.yaml",
                List.of(),
                List.of(
                        new CaseResult("good", Duration.ofMillis(1234), List.of()),
                        new CaseResult("bad", Duration.ofMillis(5), List.of("status: expected 1", "more")))));
        Element suite = first(document, "testsuite");
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("errors")))
                .containsExactly("2", "1", "0");
        NodeList cases = document.getElementsByTagName("testcase");
        assertThat(((Element) cases.item(0)).getAttribute("time")).isEqualTo("1.234");
        assertThat(((Element) cases.item(0)).getAttribute("classname")).isEqualTo("shop.test.yaml");
        assertThat(cases.item(0).hasChildNodes()).isFalse();
        Element failure = first(document, "failure");
        assertThat(failure.getAttribute("message")).isEqualTo("status: expected 1");
        assertThat(failure.getTextContent()).isEqualTo("status: expected 1\nmore");
    }

    @Test
    void anyTextIsWrittenSoThatItCanBeRead() throws Exception {
        Document document = written(new FileResult(
                ODD, List.of(), List.of(new CaseResult(ODD, Duration.ZERO, List.of(ODD + "\u0000\u001b\uffff")))));
        assertThat(first(document, "testcase").getAttribute("name")).isEqualTo(ODD);
        assertThat(first(document, "failure").getTextContent()).isEqualTo(ODD + "\ufffd\ufffd\ufffd");
    }

    @Test
    void aFaultyFileIsAnError() throws Exception {
        Document document = written(FileResult.faulty("shop.test.yaml", List.of("shop.yaml:1:1: wrong")));
        Element suite = first(document, "testsuite");
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("errors")))
                .containsExactly("1", "0", "1");
        assertThat(first(document, "error").getTextContent()).isEqualTo("shop.yaml:1:1: wrong");
    }
}
