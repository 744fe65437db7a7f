// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers one line on standard output for each on standard input, until that ends:
 * "run KIND KEY SECONDS", "sign KIND KEY FILE", "verify FILE". KIND is xml or pdf, KEY the label of a key.
 * Arguments: the PKCS#11 module, the file with the PIN, the folder with the documents (*.xml, *.pdf), how many threads.
 */
public final class Peers {
    private final Token token;
    private final Path folder;
    private final int threads;
    private final Map<String, Measurement> cases = new HashMap<>();

    private Peers(String[] arguments) throws Exception {
        token = new Token(arguments[0], Files.readString(Path.of(arguments[1])).trim().toCharArray());
        folder = Path.of(arguments[2]);
        threads = Integer.parseInt(arguments[3]);
    }

    public static void main(String[] arguments) throws Exception {
        Peers peers = new Peers(arguments);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(peers.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "run":
                return measurement(words[1], words[2]).run(Double.parseDouble(words[3]));
            case "sign":
                Files.write(Path.of(words[3]), measurement(words[1], words[2]).signOne());
                return "{\"written\":true}";
            case "verify":
                return "{\"valid\":" + XmlVerifier.verify(Files.readAllBytes(Path.of(words[1]))) + "}";
            default:
                throw new IllegalArgumentException(words[0]);
        }
    }

    private Measurement measurement(String kind, String key) throws Exception {
        Measurement known = cases.get(kind + key);
        if (known == null) {
            List<DocumentSigner> signers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                signers.add(
                        kind.equals("xml")
                                ? new XmlSigner(token.key(key), token.chain(key))
                                : new PdfSigner(token.key(key), token.chain(key)));
            }
            known = new Measurement(signers, documents("." + kind));
            cases.put(kind + key, known);
        }
        return known;
    }

    private List<byte[]> documents(String extension) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toArray(Path[]::new)) {
                if (file.toString().endsWith(extension)) {
                    documents.add(Files.readAllBytes(file));
                }
            }
        }
        return documents;
    }
}
