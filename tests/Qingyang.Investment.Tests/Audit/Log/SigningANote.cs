using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

/// <summary>C2SP signed-note, held against the example of Go's golang.org/x/mod/sumdb/note, and C2SP tlog-checkpoint.</summary>
public sealed class SigningANote
{
    private const string GoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string GoText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string GoNote = GoText + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    /// <summary>The secret of the example, <c>PRIVATE+KEY+PeterNeumann+c74f20a3+…</c>, without its type.</summary>
    private static readonly byte[] GoSecret = Convert.FromBase64String("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1..];

    private static readonly DateTimeOffset At = new(2024, 6, 30, 1, 2, 3, TimeSpan.Zero);

    public static TheoryData<string> Names => [.. Suites.All.Select(x => x.Name)];

    [Fact]
    public void Reads_and_writes_what_Go_does()
    {
        var key = NoteKey.Parse(GoKey).ShouldNotBeNull();

        (key.Name, key.ToString()).ShouldBe(("PeterNeumann", GoKey));
        SignedNote.Open(GoNote, key).ShouldBe(GoText);
        SignedNote.Sign(GoText, key, GoSecret).ShouldBe(GoNote);
    }

    [Theory]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]   // another id
    [InlineData("PeterNeumanM+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]   // another name
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]   // another type
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10Q=")]   // too short
    [InlineData("PeterNeumann+c74f20a3+!")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("")]
    public void Refuses_what_is_no_key(string text) => NoteKey.Parse(text).ShouldBeNull();

    [Fact]
    public void Refuses_what_is_no_note()
    {
        var key = NoteKey.Parse(GoKey)!;
        var signature = GoNote[(GoText.Length + 1)..];

        ((string[])[
            GoNote.Replace("answer", "answeR", StringComparison.Ordinal), GoNote.Replace("x08go", "x08gp", StringComparison.Ordinal), GoNote[..^1], GoText, GoText + "\n", "", "\n\n",
            GoText + signature, GoNote + signature, GoNote + "— x\n", GoNote.Replace("— ", "- ", StringComparison.Ordinal), "\u0007" + GoNote])
            .ShouldAllBe(x => SignedNote.Open(x, key) == null);

        // Those of others are passed over, known or not.
        SignedNote.Open(GoNote + "— somebody AAAAAAAAAAA=\n", key).ShouldBe(GoText);
        Should.Throw<ArgumentException>(() => SignedNote.Sign("no end", key, GoSecret));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Signs_a_checkpoint_that_everybody_can_open(string name)
    {
        var suite = Suites.Of(name)!;
        var (secret, bytes) = suite.NewKey();
        var key = new NoteKey("qingyang.investment/0123456789abcdef" + suite.OriginSuffix, suite, bytes);
        var checkpoint = new Checkpoint(key.Name, 20, new byte[32], 21, At);

        var note = SignedNote.Sign(checkpoint.ToString(), key, secret);

        note.ShouldStartWith($"{key.Name}\n20\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsealed 21 2024-06-30T01:02:03Z\n\n— {key.Name} ");
        var read = Checkpoint.Open(note, NoteKey.Parse(key.ToString())!).ShouldNotBeNull();
        (read.Origin, read.Size, read.Sealed, read.At).ShouldBe((key.Name, 20, 21, At));
        read.Root.ShouldBe(checkpoint.Root);
        Checkpoint.Open(note.Replace("\n20\n", "\n21\n", StringComparison.Ordinal), key).ShouldBeNull();
        Checkpoint.Open(note, new NoteKey(key.Name, suite, suite.NewKey().Public)).ShouldBeNull();
    }

    /// <summary>A key signs for its own tree, not for that of the other suite.</summary>
    [Fact]
    public void Opens_no_checkpoint_of_another_tree()
    {
        var (secret, bytes) = Suites.Sha256.NewKey();
        var key = new NoteKey("a", Suites.Sha256, bytes);

        Checkpoint.Open(SignedNote.Sign(new Checkpoint("b", 1, new byte[32], 1, At).ToString(), key, secret), key).ShouldBeNull();
    }

    [Theory]
    [InlineData("o\n020\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsealed 21 2024-06-30T01:02:03Z\n")]
    [InlineData("o\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsealed 21 2024-06-30T01:02:03Z\n")]
    [InlineData("o\n20\nAAAA\nsealed 21 2024-06-30T01:02:03Z\n")]
    [InlineData("o\n20\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("o\n20\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsealed 21 2024-06-30 01:02:03\n")]
    [InlineData("\n20\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nsealed 21 2024-06-30T01:02:03Z\n")]
    [InlineData("")]
    [InlineData(null)]
    public void Reads_no_checkpoint_of_another_shape(string? text) => Checkpoint.Parse(text).ShouldBeNull();
}
