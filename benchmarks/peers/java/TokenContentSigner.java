// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.RuntimeOperatorException;

/** A key of the token for BouncyCastle; its own builder makes another Signature for each document, and knows PSS by another name. */
final class TokenContentSigner implements ContentSigner {
    private final AlgorithmIdentifier algorithm;
    private final Signature signature;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    TokenContentSigner(PrivateKey key) throws GeneralSecurityException {
        boolean isEc = key.getAlgorithm().equals("EC");
        algorithm = new DefaultSignatureAlgorithmIdentifierFinder()
                .find(isEc ? "SHA256WITHECDSA" : "SHA256WITHRSAANDMGF1");
        signature = Signature.getInstance(isEc ? "SHA256withECDSA" : "RSASSA-PSS");
        if (!isEc) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(key);
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
    }

    @Override
    public OutputStream getOutputStream() {
        data.reset();
        return data;
    }

    @Override
    public byte[] getSignature() {
        try {
            signature.update(data.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new RuntimeOperatorException("the token does not sign", e);
        }
    }
}
