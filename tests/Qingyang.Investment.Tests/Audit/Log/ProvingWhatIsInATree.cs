using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

/// <summary>Merkle trees of RFC 6962, held against the answers that certificate-transparency publishes and against the definition.</summary>
public sealed class ProvingWhatIsInATree
{
    private const int Largest = 300;

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private const string A = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", B = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        C = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4", D = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        E = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", F = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

    private static readonly Leaves Published = Leaves.OfCertificateTransparency();

    [Fact]
    public void Has_the_published_roots()
    {
        Hex(MerkleTree.Root(Suites.Sha256, 0, Published.Node)).ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        Enumerable.Range(1, 8).Select(x => Hex(MerkleTree.Root(Suites.Sha256, x, Published.Node))).ShouldBe(Roots);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 8, A, B, C)]
    [InlineData(5, 8, D, E, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", B, D)]
    public void Has_the_published_inclusion_proofs(long leaf, long size, params string[] path) =>
        MerkleTree.Inclusion(Suites.Sha256, leaf, size, Published.Node).Select(Hex).ShouldBe(path);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 8, A, B, C)]
    [InlineData(6, 8, F, E, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, B, D)]
    public void Has_the_published_consistency_proofs(long from, long to, params string[] path) =>
        MerkleTree.Consistency(Suites.Sha256, from, to, Published.Node).Select(Hex).ShouldBe(path);

    /// <summary>Every leaf of every tree up to 300, and every tree in every larger one.</summary>
    [Fact]
    public void Proves_every_leaf_and_every_growth()
    {
        var leaves = Leaves.Some(Suites.Sha256, Largest);
        var roots = Enumerable.Range(0, Largest + 1).Select(x => MerkleTree.Root(Suites.Sha256, x, leaves.Node)).ToList();

        for (var size = 1; size <= Largest; size++)
        {
            for (var less = 1; less <= size; less++)
            {
                var inclusion = MerkleTree.Inclusion(Suites.Sha256, less - 1, size, leaves.Node);
                var consistency = MerkleTree.Consistency(Suites.Sha256, less, size, leaves.Node);

                if (!MerkleProofs.Includes(Suites.Sha256, leaves.Hashes[less - 1], less - 1, size, inclusion, roots[size])
                    || !MerkleProofs.Continues(Suites.Sha256, less, roots[less], size, roots[size], consistency))
                {
                    Assert.Fail($"{less} in {size}");
                }
            }
        }
    }

    [Fact]
    public void Is_what_the_definition_says()
    {
        foreach (var suite in Suites.All)
        {
            var leaves = Leaves.Some(suite, 70);

            for (var size = 1; size <= 70; size++)
            {
                MerkleTree.Root(suite, size, leaves.Node).ShouldBe(leaves.NaiveRoot(0, size));
            }
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(7, 3)]
    [InlineData(7, 6)]
    [InlineData(8, 0)]
    [InlineData(13, 12)]
    [InlineData(21, 20)]
    public void Refuses_every_changed_bit_of_leaf_path_and_root(int size, int leaf)
    {
        foreach (var suite in Suites.All)
        {
            var leaves = Leaves.Some(suite, size);
            var (root, path) = (MerkleTree.Root(suite, size, leaves.Node), MerkleTree.Inclusion(suite, leaf, size, leaves.Node));

            MerkleProofs.Includes(suite, leaves.Hashes[leaf], leaf, size, path, root).ShouldBeTrue();
            Changed(leaves.Hashes[leaf]).ShouldAllBe(x => !MerkleProofs.Includes(suite, x, leaf, size, path, root));
            Changed(root).ShouldAllBe(x => !MerkleProofs.Includes(suite, leaves.Hashes[leaf], leaf, size, path, x));
            ChangedIn(path).ShouldAllBe(x => !MerkleProofs.Includes(suite, leaves.Hashes[leaf], leaf, size, x, root));
            Enumerable.Range(0, size).Where(x => x != leaf).ShouldAllBe(x => !MerkleProofs.Includes(suite, leaves.Hashes[leaf], x, size, path, root));
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 7)]
    [InlineData(4, 8)]
    [InlineData(6, 8)]
    [InlineData(5, 21)]
    public void Refuses_every_changed_bit_of_both_roots_and_the_path_between(int from, int to)
    {
        foreach (var suite in Suites.All)
        {
            var leaves = Leaves.Some(suite, to);
            var (less, more, path) = (MerkleTree.Root(suite, from, leaves.Node), MerkleTree.Root(suite, to, leaves.Node), MerkleTree.Consistency(suite, from, to, leaves.Node));

            MerkleProofs.Continues(suite, from, less, to, more, path).ShouldBeTrue();
            Changed(less).ShouldAllBe(x => !MerkleProofs.Continues(suite, from, x, to, more, path));
            Changed(more).ShouldAllBe(x => !MerkleProofs.Continues(suite, from, less, to, x, path));
            ChangedIn(path).ShouldAllBe(x => !MerkleProofs.Continues(suite, from, less, to, more, x));
        }
    }

    [Fact]
    public void Refuses_what_has_not_the_shape_of_a_proof()
    {
        var leaves = Leaves.Some(Suites.Sha256, 7);
        var (root, leaf, path) = (leaves.NaiveRoot(0, 7), leaves.Hashes[3], MerkleTree.Inclusion(Suites.Sha256, 3, 7, leaves.Node));

        MerkleProofs.Includes(Suites.Sha256, leaf, 3, 7, [.. path.SkipLast(1)], root).ShouldBeFalse();
        MerkleProofs.Includes(Suites.Sha256, leaf, 3, 7, [.. path, path[0]], root).ShouldBeFalse();
        MerkleProofs.Includes(Suites.Sha256, leaf, 3, 7, [.. path.SkipLast(1), path[^1][..31]], root).ShouldBeFalse();
        MerkleProofs.Includes(Suites.Sha256, leaf, -1, 7, path, root).ShouldBeFalse();
        MerkleProofs.Includes(Suites.Sha256, leaf, 7, 7, path, root).ShouldBeFalse();
        MerkleProofs.Includes(Suites.Sha256, [], 3, 7, path, root).ShouldBeFalse();
        MerkleProofs.Continues(Suites.Sha256, 3, leaves.NaiveRoot(0, 3), 7, root, []).ShouldBeFalse();
        MerkleProofs.Continues(Suites.Sha256, 4, leaves.NaiveRoot(0, 4), 7, root, []).ShouldBeFalse();
        MerkleProofs.Continues(Suites.Sha256, 0, root, 7, root, path).ShouldBeFalse();
        MerkleProofs.Continues(Suites.Sha256, 7, root, 7, root, [root]).ShouldBeFalse();
        MerkleProofs.Continues(Suites.Sha256, 8, root, 7, root, []).ShouldBeFalse();
    }

    [Fact]
    public void Makes_no_proof_of_what_there_is_not()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleTree.Inclusion(Suites.Sha256, 7, 7, Published.Node));
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleTree.Inclusion(Suites.Sha256, -1, 7, Published.Node));
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleTree.Consistency(Suites.Sha256, 0, 7, Published.Node));
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleTree.Consistency(Suites.Sha256, 8, 7, Published.Node));
    }

    private static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static List<byte[]> Changed(byte[] hash) => [.. Enumerable.Range(0, hash.Length * 8).Select(bit =>
    {
        var changed = hash.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));

        return changed;
    })];

    private static List<IReadOnlyList<byte[]>> ChangedIn(IReadOnlyList<byte[]> path) =>
        [.. path.Index().SelectMany(p => Changed(p.Item).Select(changed => (IReadOnlyList<byte[]>)[.. path.Select((x, i) => i == p.Index ? changed : x)]))];
}
