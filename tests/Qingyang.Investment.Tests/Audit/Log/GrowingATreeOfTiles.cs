using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

/// <summary>A tree that is stored as tiles is the same tree, however it came to be so large.</summary>
public sealed class GrowingATreeOfTiles
{
    private static readonly Random Any = new(20260424);

    [Fact]
    public void Has_the_roots_and_proofs_of_the_definition()
    {
        var leaves = Leaves.Some(Suites.Sha256, 1500);

        foreach (var size in (int[])[1, 2, 255, 256, 257, 511, 512, 513, 700, 1024, 1500])
        {
            var nodes = new TileNodes(Suites.Sha256, Grown(leaves, size, [size]).GetValueOrDefault!);
            var root = leaves.NaiveRoot(0, size);

            MerkleTree.Root(Suites.Sha256, size, nodes.Hash).ShouldBe(root);

            foreach (var leaf in (int[])[0, size / 3, size - 1])
            {
                MerkleTree.Inclusion(Suites.Sha256, leaf, size, nodes.Hash).ShouldBe(MerkleTree.Inclusion(Suites.Sha256, leaf, size, leaves.Node));
            }

            MerkleTree.Consistency(Suites.Sha256, Math.Max(1, size / 2), size, nodes.Hash).ShouldBe(MerkleTree.Consistency(Suites.Sha256, Math.Max(1, size / 2), size, leaves.Node));
        }
    }

    /// <summary>70,000 leaves reach the third level of tiles.</summary>
    [Fact]
    public void Is_the_same_whatever_it_was_written_in()
    {
        var leaves = Leaves.Some(Suites.Sha256, 70_000);
        var once = Grown(leaves, 70_000, [70_000]);
        var often = Grown(leaves, 70_000, Cuts(70_000));

        once.Keys.Max(x => x.Level).ShouldBe(2);
        often.Keys.ShouldBe(once.Keys, ignoreOrder: true);
        often.ShouldAllBe(x => x.Value.SequenceEqual(once[x.Key]));
        MerkleTree.Root(Suites.Sha256, 70_000, new TileNodes(Suites.Sha256, x => often[x]).Hash).ShouldBe(leaves.NaiveRoot(0, 70_000));
    }

    /// <summary>Later tiles hold what earlier roots are made of.</summary>
    [Fact]
    public void Still_has_every_earlier_root()
    {
        var leaves = Leaves.Some(Suites.Sm3, 600);
        var tiles = Grown(leaves, 600, Cuts(600), Suites.Sm3);
        var nodes = new TileNodes(Suites.Sm3, x => tiles[x]);

        for (var size = 1; size <= 600; size++)
        {
            MerkleTree.Root(Suites.Sm3, size, nodes.Hash).ShouldBe(MerkleTree.Root(Suites.Sm3, size, leaves.Node));
        }
    }

    [Fact]
    public void Needs_few_tiles()
    {
        TileNodes.Needed(x => MerkleTree.Root(Suites.Sha256, 123_456_789, x)).Count.ShouldBeLessThanOrEqualTo(4);
        TileNodes.Needed(x => MerkleTree.Inclusion(Suites.Sha256, 77_777_777, 123_456_789, x)).Count.ShouldBeLessThanOrEqualTo(8);
        TileNodes.Needed(x => MerkleTree.Consistency(Suites.Sha256, 77_777_777, 123_456_789, x)).Count.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public void Does_not_go_on_from_tiles_that_are_not_there()
    {
        var tiles = Grown(Leaves.Some(Suites.Sha256, 300), 300, [300]);

        Should.Throw<InvalidDataException>(() => TileTree.From(Suites.Sha256, 301, tiles));
        tiles.Remove(new TileId(1, 0));
        Should.Throw<InvalidDataException>(() => TileTree.From(Suites.Sha256, 300, tiles));
        Should.Throw<InvalidDataException>(() => new TileNodes(Suites.Sha256, _ => []).Hash(0, 0));
    }

    /// <summary>Stored after each of these sizes, and loaded again from what is stored.</summary>
    private static Dictionary<TileId, byte[]> Grown(Leaves leaves, int size, IEnumerable<int> cuts, ISuite? suite = null)
    {
        var (stored, done) = (new Dictionary<TileId, byte[]>(), 0);

        foreach (var cut in cuts)
        {
            var tree = TileTree.From(suite ?? Suites.Sha256, done, stored);

            for (; done < cut; done++)
            {
                tree.Append(leaves.Hashes[done]);
            }

            tree.Size.ShouldBe(done);

            foreach (var (id, tile) in tree.TakeChanged())
            {
                stored[id] = tile;
                tile.Length.ShouldBe(id.WidthIn(done) * ISuite.HashSize);
            }
        }

        done.ShouldBe(size);

        return stored;
    }

    private static IEnumerable<int> Cuts(int size)
    {
        for (var at = 0; at < size;)
        {
            yield return at = Math.Min(size, at + Any.Next(1, 1 + (size / 40)));
        }
    }
}
