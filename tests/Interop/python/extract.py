# SPDX-License-Identifier: Apache-2.0
"""Takes a sealed file apart with lxml alone: for each signature the canonical SignedInfo, the signature value, the
certificate, the timestamp token and the digest of the canonical ds:SignatureValue, into files of a folder. It also
digests what each same-document Reference points to. One JSON object a signature on standard output."""
import base64, copy, hashlib, json, os, sys
from lxml import etree

DS = '{http://www.w3.org/2000/09/xmldsig#}'
XADES = '{http://uri.etsi.org/01903/v1.3.2#}'
EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#'
INC = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
DIGESTS = {
    'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
    'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
    'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}


def canonical(node, algorithm):
    assert algorithm in (EXC, INC), algorithm
    if algorithm == INC and node.getparent() is not None:
        # lxml leaves out a declaration that stands on an ancestor; a copy bears those that it uses itself, and in the
        # files of these tests no other is in scope.
        node = copy.deepcopy(node)
        node.tail = None
    return etree.tostring(node, method='c14n', exclusive=algorithm == EXC, with_comments=False)


def remove(node):
    """Takes an element out, keeps the text after it."""
    parent, before = node.getparent(), node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or '') + node.tail
        else:
            parent.text = (parent.text or '') + node.tail
    parent.remove(node)


def reference_octets(root, signature_id, reference):
    uri = reference.get('URI')
    transforms = [t.get('Algorithm') for t in reference.iter(DS + 'Transform')]
    if uri == '':
        assert transforms[0] == ENVELOPED, transforms
        tree = copy.deepcopy(root)
        remove(tree.xpath('//*[@Id=$i]', i=signature_id)[0])
        return canonical(tree, transforms[1] if len(transforms) > 1 else INC)
    targets = root.xpath('//*[@Id=$i]', i=uri[1:])
    assert uri[0] == '#' and len(targets) == 1, uri
    assert len(transforms) <= 1, transforms
    return canonical(targets[0], transforms[0] if transforms else INC)


def references_match(root, signature):
    for reference in signature.iterfind(f'{DS}SignedInfo/{DS}Reference'):
        digest = DIGESTS[reference.find(DS + 'DigestMethod').get('Algorithm')]
        octets = reference_octets(root, signature.get('Id'), reference)
        if hashlib.new(digest, octets).digest() != base64.b64decode(reference.findtext(DS + 'DigestValue')):
            return False
    return True


def write(folder, name, octets):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(octets)
    return path


def main(document, folder):
    root = etree.parse(document, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    for number, signature in enumerate(root.iter(DS + 'Signature')):
        info = signature.find(DS + 'SignedInfo')
        value = signature.find(DS + 'SignatureValue')
        stamp = signature.find(f'.//{XADES}SignatureTimeStamp')
        certificate = base64.b64decode(signature.findtext(f'.//{DS}X509Certificate'))
        algorithm = info.find(DS + 'CanonicalizationMethod').get('Algorithm')
        facts = {
            'id': signature.get('Id'),
            'method': info.find(DS + 'SignatureMethod').get('Algorithm'),
            'references': references_match(root, signature),
            'signedInfo': write(folder, f'{number}.info', canonical(info, algorithm)),
            'value': write(folder, f'{number}.value', base64.b64decode(value.text)),
            'certificate': write(folder, f'{number}.der', certificate),
            'token': None,
            'imprint': None,
        }
        if stamp is not None:
            token = base64.b64decode(stamp.findtext(XADES + 'EncapsulatedTimeStamp'))
            method = stamp.find(DS + 'CanonicalizationMethod')
            octets = canonical(value, INC if method is None else method.get('Algorithm'))
            facts['token'] = write(folder, f'{number}.tst', token)
            facts['imprint'] = hashlib.sha256(octets).hexdigest()
        print(json.dumps(facts))


main(*sys.argv[1:])
