using System.Text;
using Qingyang.Investment.Audit.Log;
using Qingyang.Investment.Verifier.Notes;
using Qingyang.Investment.Verifier.Tree;
using VerifiersTree = Qingyang.Investment.Verifier.Tree.MerkleTree;

namespace Qingyang.Investment.Tests.Audit.Evidence;

/// <summary>The verifier's hashes, trees, proofs and signatures: known answers from the standards, and the product's own code beside it, which was written apart.</summary>
public sealed class KnowingItsHashes
{
    /// <summary>The leaves and roots that certificate-transparency tests RFC 6962 with.</summary>
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Builds_the_trees_of_RFC_6962()
    {
        var hash = TreeHash.Sha256();
        var tree = new VerifiersTree(hash);
        Convert.ToHexStringLower(tree.Root()).ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

        foreach (var (leaf, root) in Leaves.Zip(Roots))
        {
            tree.Add(hash.Leaf([0, .. Convert.FromHexString(leaf)]));
            Convert.ToHexStringLower(tree.Root()).ShouldBe(root);
        }
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("sm3")]
    public void Agrees_with_the_product_on_every_root_and_proof_and_with_no_other(string suite)
    {
        var (ours, hash, most) = (Suites.Of(suite)!, suite == "sm3" ? TreeHash.Sm3() : TreeHash.Sha256(), 33);
        var leaves = Enumerable.Range(0, most).Select(x => hash.Leaf([0, (byte)x])).ToList();
        var (nodes, tree, roots) = (SyntheticPack.Nodes(ours, leaves), new VerifiersTree(hash), new List<byte[]> { new VerifiersTree(hash).Root() });

        foreach (var leaf in leaves)
        {
            tree.Add(leaf);
            roots.Add(tree.Root());
        }

        for (var size = 1; size <= most; size++)
        {
            roots[size].ShouldBe(Investment.Audit.Log.MerkleTree.Root(ours, size, nodes));

            for (var leaf = 0; leaf < size; leaf++)
            {
                var path = Investment.Audit.Log.MerkleTree.Inclusion(ours, leaf, size, nodes);
                Proofs.RootOf(hash, leaves[leaf], leaf, size, path).ShouldBe(roots[size]);
                Proofs.RootOf(hash, leaves[leaf], leaf, size, [.. path, leaves[0]]).ShouldNotBe(roots[size]);
                Proofs.RootOf(hash, leaves[(leaf + 1) % most], leaf, size, path).ShouldNotBe(roots[size]);
                (size > 1 ? Proofs.RootOf(hash, leaves[leaf], (leaf + 1) % size, size, path) : null).ShouldNotBe(roots[size]);
            }

            for (var from = 1; from <= size; from++)
            {
                var proof = Investment.Audit.Log.MerkleTree.Consistency(ours, from, size, nodes);
                Proofs.Continues(hash, from, roots[from], size, roots[size], proof).ShouldBeTrue($"{from} {size}");
                Proofs.Continues(hash, from, roots[from - 1], size, roots[size], proof).ShouldBeFalse($"{from} {size}");
                Proofs.Continues(hash, from, roots[from], size, roots[size - 1], proof).ShouldBeFalse($"{from} {size}");
                Proofs.Continues(hash, from, roots[from], size, roots[size], [.. proof, roots[1]]).ShouldBeFalse($"{from} {size}");
            }
        }
    }

    /// <summary>GB/T 32905-2016, appendix A.</summary>
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Hashes_by_SM3(string text, string expected)
    {
        var hash = new byte[32];
        TreeHash.Sm3().Hash(Encoding.ASCII.GetBytes(text), hash);

        Convert.ToHexStringLower(hash).ShouldBe(expected);
    }

    /// <summary>GB/T 32918.5-2017, appendix A: the signature of "message digest" by user 1234567812345678.</summary>
    [Fact]
    public void Knows_a_signature_by_SM2()
    {
        var key = new VerifierKey("x", 0, "", IsSm2: true, Convert.FromHexString(
            "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"));
        var signature = Convert.FromHexString("F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA");

        key.Signed("message digest"u8, signature).ShouldBeTrue();
        key.Signed("message digesu"u8, signature).ShouldBeFalse();
        signature[0] ^= 1;
        key.Signed("message digest"u8, signature).ShouldBeFalse();
        (key with { Key = new byte[64] }).Signed("message digest"u8, signature).ShouldBeFalse();
    }

    /// <summary>RFC 8032 §7.1, test 1 and 2.</summary>
    [Theory]
    [InlineData("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    public void Knows_a_signature_by_Ed25519(string key, string message, string signature)
    {
        var verifier = new VerifierKey("x", 0, "", IsSm2: false, Convert.FromHexString(key));

        verifier.Signed(Convert.FromHexString(message), Convert.FromHexString(signature)).ShouldBeTrue();
        verifier.Signed([1], Convert.FromHexString(signature)).ShouldBeFalse();
    }

    /// <summary>The example of C2SP signed-note.</summary>
    [Fact]
    public void Reads_a_key_only_with_its_own_id()
    {
        const string line = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

        VerifierKey.Read(line).ShouldNotBeNull().Name.ShouldBe("PeterNeumann");
        VerifierKey.Read(line.Replace("c74f20a3", "c74f20a4", StringComparison.Ordinal)).ShouldBeNull();
        VerifierKey.Read(line.Replace("PeterNeumann", "PeterNeumanm", StringComparison.Ordinal)).ShouldBeNull();
    }

    [Fact]
    public void Reads_the_note_that_C2SP_shows()
    {
        const string note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        var key = VerifierKey.Read("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")!;

        SignedNoteOf(note).IsSignedBy(key).ShouldBeTrue();
        SignedNoteOf(note.Replace("answer", "Answer", StringComparison.Ordinal)).IsSignedBy(key).ShouldBeFalse();
        Verifier.Notes.SignedNote.Read(Encoding.UTF8.GetBytes(note.TrimEnd('\n'))).ShouldBeNull();
    }

    private static Verifier.Notes.SignedNote SignedNoteOf(string note) => Verifier.Notes.SignedNote.Read(Encoding.UTF8.GetBytes(note)).ShouldNotBeNull();
}
