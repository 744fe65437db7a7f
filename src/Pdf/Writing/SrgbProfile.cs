// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Binary;
using System.Text;

namespace HocBaSo.Signing.Pdf.Writing;

/// <summary>
/// A profile of sRGB as the output intent needs it (ICC.1:2001-04, version 2): three primaries, adapted to D50, and one curve of 256
/// points. Written here so that no file with a licence of its own goes into every document.
/// </summary>
internal static class SrgbProfile
{
    private const int HeaderLength = 128;
    private const int CurvePoints = 256;
    private const string Description = "sRGB IEC61966-2.1";

    private static readonly Lazy<FixedObjects> s_object = new(() =>
        FixedObjects.Record(
            ObjectNumbers.ColorProfile,
            packs: false,
            file => file.WriteStream(file.Reserve(), "/N 3/Alternate/DeviceRGB", Make(), compress: true)
        )
    );

    /// <summary>The profile's stream, compressed once.</summary>
    public static FixedObjects Object => s_object.Value;

    /// <summary>The profile.</summary>
    public static byte[] Make()
    {
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", DescriptionTag()),
            ("cprt", [.. Signature("text"), .. Encoding.ASCII.GetBytes("No copyright, use freely.\0")]),
            ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.43607, 0.22249, 0.01392)),
            ("gXYZ", Xyz(0.38515, 0.71687, 0.09708)),
            ("bXYZ", Xyz(0.14307, 0.06061, 0.7141)),
            ("rTRC", Curve()),
        ];
        var table = new List<byte>();
        var data = new List<byte>();
        var start = HeaderLength + 4 + ((tags.Length + 2) * 12);
        table.AddRange(U32(tags.Length + 2));
        foreach (var (tag, octets) in tags)
        {
            string[] names = tag == "rTRC" ? ["rTRC", "gTRC", "bTRC"] : [tag];
            table.AddRange(names.SelectMany(name => Entry(name, start + data.Count, octets.Length)));
            data.AddRange(octets);
            data.AddRange(new byte[-data.Count & 3]); // tags begin at multiples of four
        }
        byte[] profile = [.. new byte[HeaderLength], .. table, .. data];
        WriteHeader(profile);
        return profile;
    }

    private static void WriteHeader(byte[] profile)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        BinaryPrimitives.WriteUInt32BigEndian(profile.AsSpan(8), 0x02100000); // version 2.1
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", profile.AsSpan(12)); // a display, RGB, connected through XYZ
        short[] date = [2026, 1, 1, 0, 0, 0];
        for (var i = 0; i < date.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(profile.AsSpan(24 + (i * 2)), date[i]);
        }
        Encoding.ASCII.GetBytes("acsp", profile.AsSpan(36));
        Xyz(0.9642, 1, 0.8249).AsSpan(8).CopyTo(profile.AsSpan(68)); // the illuminant: D50
    }

    private static byte[] DescriptionTag()
    {
        var text = Encoding.ASCII.GetBytes(Description + "\0");
        // the name in ASCII; then in Unicode and for the Macintosh, both left empty
        return [.. Signature("desc"), .. U32(text.Length), .. text, .. new byte[4 + 4 + 2 + 1 + 67]];
    }

    private static byte[] Curve()
    {
        var curve = new byte[12 + (CurvePoints * 2)];
        Signature("curv").CopyTo(curve, 0);
        BinaryPrimitives.WriteInt32BigEndian(curve.AsSpan(8), CurvePoints);
        for (var i = 0; i < CurvePoints; i++)
        {
            // IEC 61966-2-1
            var level = i / (CurvePoints - 1.0);
            var linear = level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(curve.AsSpan(12 + (i * 2)), (ushort)Math.Round(linear * 65535));
        }
        return curve;
    }

    private static byte[] Xyz(double x, double y, double z) =>
        [.. Signature("XYZ "), .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Entry(string tag, int offset, int length) =>
        [.. Encoding.ASCII.GetBytes(tag), .. U32(offset), .. U32(length)];

    private static byte[] Signature(string type) => [.. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0];

    private static byte[] Fixed(double value) => U32((int)Math.Round(value * 65536));

    private static byte[] U32(int value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(octets, value);
        return octets;
    }
}
