// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Grpc.Core;

namespace HocBaSo.Signing.Compat.Tests;

public sealed class MetadataTests
{
    [Theory]
    [InlineData("X-Request-Id", "x-request-id")]
    [InlineData("a.b_c-1", "a.b_c-1")]
    public void Key_WhenValid_IsLowerCased(string key, string expected) =>
        Assert.Equal(expected, new Metadata.Entry(key, "v").Key);

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData(":path")]
    [InlineData("khóa")]
    [InlineData("a\n")]
    [InlineData("a/b")]
    public void Key_WhenItHasAnotherCharacter_IsRefused(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "v"));

    [Fact]
    public void Suffix_WhenItDoesNotFitTheValue_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("KEY-BIN", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", [1]));
    }

    [Fact]
    public void Null_WhenGiven_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry(null!, "text"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key", (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key-bin", (byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata().Add(null!));
    }

    [Fact]
    public void BinaryEntry_WhenItsBytesChangeOutside_KeepsItsOwn()
    {
        byte[] bytes = [1, 2, 3];
        var entry = new Metadata.Entry("KEY-BIN", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;
        Assert.Equal([1, 2, 3], entry.ValueBytes);
        Assert.True(entry.IsBinary);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
    }

    [Fact]
    public void TextEntry_WhenReadAsBytes_IsAscii()
    {
        var entry = new Metadata.Entry("key", "text");
        Assert.False(entry.IsBinary);
        Assert.Equal(Encoding.ASCII.GetBytes("text"), entry.ValueBytes);
    }

    [Fact]
    public void Get_WhenAKeyStandsTwice_ReturnsTheLast()
    {
        var metadata = new Metadata
        {
            { "key", "first" },
            { "other-bin", new byte[] { 7 } },
            { "Key", "second" },
        };
        Assert.Equal("second", metadata.GetValue("key"));
        Assert.Equal("second", metadata.Get("key")!.Value);
        Assert.Equal([7], metadata.GetValueBytes("other-bin")!);
        Assert.Equal(["first", "second"], metadata.GetAll("key").Select(entry => entry.Value));
        Assert.Null(metadata.Get("absent"));
        Assert.Null(metadata.GetValue("absent"));
        Assert.Null(metadata.GetValueBytes("absent"));
        Assert.Empty(metadata.GetAll("absent"));
    }

    [Fact]
    public void List_WhenChanged_KeepsItsOrder()
    {
        Metadata.Entry a = new("a", "1"),
            b = new("b", "2"),
            c = new("c", "3");
        var metadata = new Metadata { a, c };
        metadata.Insert(1, b);
        Assert.Equal([a, b, c], metadata);
        Assert.Equal(1, metadata.IndexOf(b));
        Assert.Contains(b, metadata);
        Assert.True(metadata.Remove(b));
        metadata[0] = b;
        metadata.RemoveAt(1);
        var copy = new Metadata.Entry[1];
        metadata.CopyTo(copy, 0);
        Assert.Equal([b], copy);
        metadata.Clear();
        Assert.Empty(metadata);
        Assert.False(metadata.IsReadOnly);
    }

    [Fact]
    public void Empty_WhenChanged_IsRefused()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Clear());
        Assert.Empty(Metadata.Empty);
    }
}
