// SPDX-License-Identifier: Apache-2.0
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Transcripts;

/// <content>The containers of DSCKS and the signatures in them.</content>
internal sealed partial class LayoutScanner
{
    private void Container(int element, MappedElement mapped, SignerRole role)
    {
        var subject = mapped.AttributeName is { } name ? _tree.Attribute(element, name) : null;
        var isNamed = role != SignerRole.Gvbm || RoleClaim.IsSubject(subject);
        var claim = new RoleClaim(role, role == SignerRole.Gvbm ? subject : null);
        if (!isNamed)
        {
            _layout.Malformed("The container has no subject (MaMon) that is well-formed.", View(element));
        }
        else if (!_containers.Add(claim))
        {
            _layout.Malformed($"There is more than one container for {claim}.", View(element));
        }
        var isSigned = ContainerContent(element, isNamed ? claim : null);
        if (isNamed)
        {
            _layout.Containers.Add(new RoleContainer(element, claim, isSigned));
            if (isSigned)
            {
                _layout.Signed.Add(claim);
                _layout.HasSignedSubject |= role == SignerRole.Gvbm;
            }
        }
    }

    private bool ContainerContent(int element, RoleClaim? claim)
    {
        if (_tree.HasText(element))
        {
            _layout.Malformed("There is text in a signature's container.", View(element));
        }
        var signatures = 0;
        for (var child = _tree.FirstChild(element); child >= 0; child = _tree.NextSibling(child))
        {
            if (!IsSignature(child))
            {
                Unplaced(child);
            }
            else if (++signatures == 2)
            {
                _layout.Malformed("The container holds more than one signature.", View(element));
            }
            else if (signatures == 1 && claim is { } c && _layout.LookupCode.Length > 0)
            {
                SignatureId(child, TranscriptIds.SignatureId(c, _layout.LookupCode));
            }
        }
        return signatures > 0;
    }

    private void SignatureId(int signature, string expected)
    {
        if (!_tree.HasAttribute(signature, TranscriptShape.Id, expected))
        {
            _layout.Malformed($"The signature in this container has to bear the Id {expected}.", View(signature));
        }
    }
}
