// Judges PDF files by the PDF/A part they declare, with the veraPDF engine; packaging/pdfa.py starts it.
//
// Prints a line for each file ("conforms" or "fails", the part, the path), and below it each broken
// rule once, with how often it is broken. Ends with 0 when every file conforms, else with 1.

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

final class PdfaJudge {
    private final VeraPDFFoundry foundry;

    private PdfaJudge(VeraPDFFoundry foundry) {
        this.foundry = foundry;
    }

    public static void main(String[] paths) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PdfaJudge judge = new PdfaJudge(Foundries.defaultInstance());
        boolean allConform = true;
        for (String path : paths) {
            allConform &= judge.conforms(path);
        }
        System.exit(allConform ? 0 : 1);
    }

    private boolean conforms(String path) {
        try (InputStream bytes = new FileInputStream(path); PDFAParser file = foundry.createParser(bytes)) {
            PDFAFlavour part = file.getFlavour();
            ValidationResult result = foundry.createValidator(part, false).validate(file);
            String verdict = result.isCompliant() ? "conforms" : "fails";
            System.out.printf("%-8s %-3s %s%n", verdict, part.getId(), path);
            brokenRules(result.getTestAssertions()).forEach(
                (rule, times) -> System.out.printf("         %s (%d times)%n", rule, times));
            return result.isCompliant();
        } catch (Exception problem) {
            String why = "declares no part of PDF/A, or cannot be read as a PDF";
            System.out.printf("%-8s %-3s %s%n         %s%n", "fails", "?", path, why);
            return false;
        }
    }

    private static Map<String, Integer> brokenRules(List<TestAssertion> assertions) {
        Map<String, Integer> found = new TreeMap<>();
        for (TestAssertion assertion : assertions) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String clause = assertion.getRuleId().getClause();
                String rule = clause + ": " + assertion.getMessage().replaceAll("\\s+", " ");
                found.merge(rule, 1, Integer::sum);
            }
        }
        return found;
    }
}
