using Qingyang.Investment.Audit.Log;

namespace Qingyang.Investment.Tests.Audit.Log;

public sealed class CoveringNumbers
{
    private static readonly Random Any = new(20260425);

    [Fact]
    public void Ends_before_the_first_hole()
    {
        var coverage = new Coverage(0, []);
        coverage.Sealed.ShouldBe(0);
        coverage.Missing(1, 3).ShouldBe([new Numbers(1, 3)]);

        coverage.Cover(1, 3);
        coverage.Cover(6, 6);
        coverage.Cover(9, 12);

        (coverage.Sealed, coverage.High).ShouldBe((3, 12));
        coverage.Holes.ShouldBe([new Numbers(4, 5), new Numbers(7, 8)]);
        coverage.Missing(5, 20).ShouldBe([new Numbers(5, 5), new Numbers(7, 8), new Numbers(13, 20)]);
        coverage.Missing(9, 12).ShouldBeEmpty();
        coverage.Cover(4, 5);
        coverage.Sealed.ShouldBe(6);
        coverage.Cover(7, 8);
        coverage.Sealed.ShouldBe(12);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(5, 6)]
    public void Covers_no_number_twice(long first, long last)
    {
        var coverage = new Coverage(10, [new Numbers(4, 5)]);

        Should.Throw<InvalidOperationException>(() => coverage.Cover(first, last));
    }

    /// <summary>Against a set of numbers, in any order.</summary>
    [Fact]
    public void Knows_what_is_missing_whatever_comes_when()
    {
        for (var round = 0; round < 200; round++)
        {
            var (coverage, covered) = (new Coverage(0, []), new HashSet<long>());

            foreach (var number in Enumerable.Range(1, 30).OrderBy(_ => Any.Next()).Take(Any.Next(1, 30)))
            {
                coverage.Cover(number, number);
                covered.Add(number);
                coverage.High.ShouldBe(covered.Max());
                coverage.Sealed.ShouldBe(Enumerable.Range(1, 31).First(x => !covered.Contains(x)) - 1);
                coverage.Missing(1, 31).SelectMany(x => Enumerable.Range((int)x.First, (int)(x.Last - x.First + 1))).ShouldBe(Enumerable.Range(1, 31).Where(x => !covered.Contains(x)));
            }
        }
    }

    [Fact]
    public void Finds_the_leaf_of_a_number_and_the_part_that_a_tree_has()
    {
        var run = new SealedRun(Leaf: 10, First: 100, Last: 104, IsGap: false);
        var gap = new SealedRun(15, 105, 200, IsGap: true);

        (run.End, run.LeafOf(103), gap.End, gap.LeafOf(199)).ShouldBe((15, 13, 16, 15));
        run.Within(12).ShouldBe(run with { Last = 101 });
        run.Within(15).ShouldBe(run);
        run.Within(10).ShouldBeNull();
        gap.Within(16).ShouldBe(gap);
        run.From(12).ShouldBe(new SealedRun(12, 102, 104, IsGap: false));
        run.From(15).ShouldBeNull();
        gap.From(3).ShouldBe(gap);
    }
}
