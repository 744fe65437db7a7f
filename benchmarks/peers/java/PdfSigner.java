// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Calendar;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** PDFBox writes the incremental update (ETSI.CAdES.detached), BouncyCastle the CMS; everything that a key allows is made once. */
final class PdfSigner implements DocumentSigner {
    private static final int RESERVED = 8 * 1024; // octets; PDFBox's default is 9,472

    private final SignerInfoGenerator signerInfo;
    private final JcaCertStore certificates;

    PdfSigner(PrivateKey key, X509Certificate[] chain) throws Exception {
        certificates = new JcaCertStore(Arrays.asList(chain));
        signerInfo = new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(attributes(chain[0]))
                .build(new TokenContentSigner(key), chain[0]);
    }

    @Override
    public byte[] sign(byte[] input) throws Exception {
        try (PDDocument document = PDDocument.load(input);
                SignatureOptions options = new SignatureOptions()) {
            PDSignature signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
            signature.setSignDate(Calendar.getInstance());
            options.setPreferredSignatureSize(RESERVED);
            document.addSignature(signature, options);
            ByteArrayOutputStream output = new ByteArrayOutputStream(input.length + 32 * 1024);
            ExternalSigningSupport update = document.saveIncrementalForExternalSigning(output);
            CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
            cms.addSignerInfoGenerator(signerInfo);
            cms.addCertificates(certificates);
            update.setSignature(cms.generate(new StreamedContent(update.getContent()), false).getEncoded("DER"));
            return output.toByteArray();
        }
    }

    // CAdES (EN 319 122-1 §5.2.2.3): signing-certificate-v2 in place of CMSAlgorithmProtection and of the time, which stands in the
    // PDF (EN 319 142-1 §6.3).
    private static CMSAttributeTableGenerator attributes(X509Certificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        SigningCertificateV2 value = new SigningCertificateV2(new ESSCertIDv2(digest));
        ASN1EncodableVector own = new ASN1EncodableVector();
        own.add(new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(value)));
        return new DefaultSignedAttributeTableGenerator(new AttributeTable(own));
    }
}
