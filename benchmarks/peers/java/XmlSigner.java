// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.xml.security.Init;
import org.apache.xml.security.algorithms.JCEMapper;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.keys.content.X509Data;
import org.apache.xml.security.signature.ObjectContainer;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Apache Santuario: the signature of a teacher over the head of a transcript and a subject, of the very shape that ours has (XAdES
 * B-B, exclusive C14N, SHA-256), so that our verifier judges it by the same rules.
 */
final class XmlSigner implements DocumentSigner {
    static final String EXCLUSIVE = Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS;
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    static {
        System.setProperty("org.apache.xml.security.ignoreLineBreaks", "true");
        Init.init();
        // Santuario asks for the name that BouncyCastle has for it; SunPKCS11 calls it so.
        JCEMapper.register(
                XMLSignature.ALGO_ID_SIGNATURE_RSA_SHA256_MGF1,
                new JCEMapper.Algorithm("RSA", "SHA256withRSASSA-PSS", "Signature"));
    }

    private final DocumentBuilder parser = parser();
    private final Transformer writer = TransformerFactory.newInstance().newTransformer();
    private final PrivateKey key;
    private final X509Certificate[] chain;
    private final String algorithm;
    private final String certificateDigest;

    XmlSigner(PrivateKey key, X509Certificate[] chain) throws Exception {
        this.key = key;
        this.chain = chain;
        algorithm = key.getAlgorithm().equals("EC")
                ? XMLSignature.ALGO_ID_SIGNATURE_ECDSA_SHA256
                : XMLSignature.ALGO_ID_SIGNATURE_RSA_SHA256_MGF1;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
        certificateDigest = Base64.getEncoder().encodeToString(digest);
    }

    @Override
    public byte[] sign(byte[] input) throws Exception {
        Document document = parser.parse(new ByteArrayInputStream(input));
        Element head = child(document.getDocumentElement(), "ThongTinHocBa");
        Element subject = child(document.getDocumentElement(), "KetQuaMonHoc");
        String subjectCode = child(subject, "MaMon").getTextContent();
        String lookUpCode = child(head, "MaTraCuu").getTextContent();
        String id = "GVBM-" + subjectCode + "-" + lookUpCode;

        XMLSignature signature = new XMLSignature(document, "", algorithm, EXCLUSIVE);
        signature.setId(id);
        ((Element) signature.getElement().getLastChild()).setAttribute("Id", "SV-" + id); // ds:SignatureValue
        place(document, subjectCode).appendChild(signature.getElement());
        QualifyingProperties properties =
                new QualifyingProperties(document, id, "GVBM:" + subjectCode, SHA256, certificateDigest);
        ObjectContainer object = new ObjectContainer(document);
        object.appendChild(properties.element());
        signature.appendObject(object);
        X509Data certificates = new X509Data(document);
        for (X509Certificate certificate : chain) {
            certificates.addCertificate(certificate);
        }
        signature.getKeyInfo().add(certificates);
        refer(signature, document, head, "R0-" + id, null);
        refer(signature, document, subject, "R1-" + id, null);
        refer(signature, document, properties.signed(), null, "http://uri.etsi.org/01903#SignedProperties");
        signature.sign(key);
        return serialize(document);
    }

    static DocumentBuilder parser() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder();
    }

    private static void refer(XMLSignature signature, Document document, Element element, String id, String type)
            throws Exception {
        element.setIdAttribute("Id", true);
        Transforms transforms = new Transforms(document);
        transforms.addTransform(EXCLUSIVE);
        signature.addDocument("#" + element.getAttribute("Id"), transforms, SHA256, id, type);
    }

    // <DSCKS> is there and empty.
    private static Element place(Document document, String subjectCode) {
        Element place = document.createElement("GVBM");
        place.setAttribute("MaMon", subjectCode);
        child(document.getDocumentElement(), "DSCKS").appendChild(place);
        return place;
    }

    private static Element child(Node parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (name.equals(node.getNodeName())) {
                return (Element) node;
            }
        }
        throw new IllegalArgumentException("there is no <" + name + ">");
    }

    // Cheaper by half than Santuario's own XMLUtils.outputDOM, which canonicalizes.
    private byte[] serialize(Document document) throws TransformerException {
        ByteArrayOutputStream output = new ByteArrayOutputStream(32 * 1024);
        writer.transform(new DOMSource(document), new StreamResult(output));
        return output.toByteArray();
    }
}
