using System.Globalization;
using Qingyang.Investment.Verifier.Figures;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>The figures once more from the events, by a fold that shares nothing with the product's, and every answer of the pack beside it.</summary>
public static class CheckingFigures
{
    public const string Name = "figures.json", Definitions = "definitions.json", Sheet = "figures.csv";

    public static IReadOnlyList<Definition> ReadDefinitions(Checking checking)
    {
        var step = checking.Report.Begin("definitions");
        var definitions = FiguresFile.ReadDefinitions(checking.Pack.ReadAll(Definitions, checking.Limits.SmallFileBytes));

        foreach (var definition in definitions)
        {
            if (Definition.Published.FirstOrDefault(x => x.Name == definition.Name) is not { } published)
            {
                step.Warn(Say.Of("definitions.unknown", definition.Name));
            }
            else if (published != definition)
            {
                step.Wrong(Say.Of("definitions.differ", definition.Name));
            }
        }

        step.Done(Say.Of("definitions.done", string.Join(' ', definitions.Select(x => x.Name))));

        return definitions;
    }

    public static void Check(Checking checking, IReadOnlyList<Definition> definitions)
    {
        var step = checking.Report.Begin("figures");
        var file = FiguresFile.Read(checking.Pack.ReadAll(Name, checking.Limits.SmallFileBytes));

        if (!checking.Manifest.Slice.IsAll)
        {
            step.Skip(Say.Of("figures.slice", file.Answers.Count));

            return;
        }

        if (file.KnownAt != checking.Manifest.Position)
        {
            step.Wrong(Say.Of("figures.position", file.KnownAt, checking.Manifest.Position));
        }

        var fold = new Fold(checking.Events, file.KnownAt);

        foreach (var stream in fold.Circles)
        {
            step.Wrong(Say.Of("figures.circle", checking.Events.StreamId(stream)));
        }

        foreach (var answer in file.Answers)
        {
            if (definitions.FirstOrDefault(x => x.Name == answer.Definition) is { } definition)
            {
                Check(step, checking, fold, definition, answer);
            }
            else
            {
                step.Wrong(Say.Of("figures.definition", answer.Definition));
            }
        }

        if (!checking.Pack.ReadAll(Sheet, checking.Limits.SmallFileBytes).AsSpan().SequenceEqual(FiguresSheet.Of(checking.Pack.ReadAll(Name, checking.Limits.SmallFileBytes))))
        {
            step.Wrong(Say.Of("figures.sheet"));
        }

        step.Done(Say.Of("figures.done", file.Answers.Count, string.Join(Say.Of("figures.and"), file.Answers.Select(x => Say.Of("figures.answer", x.Definition, Day(x.AsOf), x.Contacted, x.Signed, x.Landed)))));
    }

    private static void Check(Step step, Checking checking, Fold fold, Definition definition, Answer answer)
    {
        var counted = fold.Counted().ToList();
        Compare(step, answer, Say.Of("stage.Registered"), answer.Registered, counted.Count);
        var counties = new Dictionary<string, long[]>(StringComparer.Ordinal);

        foreach (var stage in Enum.GetValues<Stage>())
        {
            var reached = counted.Where(x => fold.Reached(x, definition, stage) <= answer.AsOf).ToList();
            Compare(step, answer, Title(stage), Count(answer, stage), reached.Count);

            foreach (var enterprise in reached)
            {
                var county = checking.Events.Text(fold.MarksOf(enterprise).County)!;

                if (!counties.TryGetValue(county, out var counts))
                {
                    counties.Add(county, counts = new long[3]);
                }

                counts[(int)stage]++;
            }

            if (Digest.Of(reached.Select(checking.Events.StreamId)) != answer.Digests[stage] && reached.Count == Count(answer, stage))
            {
                step.Wrong(Say.Of("figures.digest", answer.Definition, Day(answer.AsOf), Title(stage), reached.Count));
            }
        }

        foreach (var key in counties.Keys.Concat(answer.Counties.Select(x => x.Key)).Distinct().Order(StringComparer.Ordinal))
        {
            var (own, told) = (counties.GetValueOrDefault(key, new long[3]), answer.Counties.Where(x => x.Key == key).ToList());
            long[] there = [told.Sum(x => x.Contacted), told.Sum(x => x.Signed), told.Sum(x => x.Landed)];

            foreach (var stage in Enum.GetValues<Stage>().Where(x => own[(int)x] != there[(int)x]))
            {
                step.Wrong(Say.Of("figures.county", answer.Definition, Day(answer.AsOf), key, Title(stage), there[(int)stage], own[(int)stage]));
            }
        }
    }

    private static void Compare(Step step, Answer answer, string title, long told, long own)
    {
        if (told != own)
        {
            step.Wrong(Say.Of("figures.count", answer.Definition, Day(answer.AsOf), title, told, own));
        }
    }

    private static long Count(Answer answer, Stage stage) => stage switch
    {
        Stage.Contacted => answer.Contacted,
        Stage.Signed => answer.Signed,
        Stage.Landed => answer.Landed,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };

    internal static string Title(Stage stage) => stage switch
    {
        Stage.Contacted => Say.Of("stage.Contacted"),
        Stage.Signed => Say.Of("stage.Signed"),
        Stage.Landed => Say.Of("stage.Landed"),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
