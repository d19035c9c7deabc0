using System.Globalization;
using Qingyang.Investment.Verifier.Events;
using Qingyang.Investment.Verifier.Figures;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>That a slice holds what it says: only events of that enterprise, county or period; and of a figure, that each enterprise is in it by its own facts.</summary>
public static class CheckingSlice
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>The day in Asia/Shanghai of a time in microseconds UTC.</summary>
    private static DateOnly DayOf(long microseconds) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddTicks(microseconds * 10) + Shanghai);

    /// <summary>While the events are read: a period is told by each event's own time.</summary>
    public static bool IsOutside(Slice slice, LoggedEvent e) => slice is { Kind: "period", From: { } from, To: { } to }
        && (e.Timestamp is < 0 or > 253_402_200_000_000_000 || DayOf(e.Timestamp) < from || DayOf(e.Timestamp) > to);

    public static void Check(Checking checking, IReadOnlyList<Definition> definitions)
    {
        var (step, slice, events) = (checking.Report.Begin("slice"), checking.Manifest.Slice, checking.Events);

        if (slice.Kind == "period")
        {
            step.Done(Say.Of("slice.period.done", Day(slice.From), Day(slice.To)));

            return;
        }

        var fold = new Fold(events, checking.Manifest.Position);

        if (slice.Kind == "figure")
        {
            Figure(step, checking, fold, definitions);

            return;
        }

        for (var stream = 0; stream < events.Streams; stream++)
        {
            var root = fold.RootOf(stream);
            var belongs = slice.Kind == "enterprise" ? events.StreamId(stream) == slice.Enterprise || events.StreamId(root) == slice.Enterprise
                : !fold.IsInTheBooks(root) || events.Text(fold.MarksOf(root).County) == slice.County;

            if (!belongs)
            {
                step.Wrong(Say.Of("slice.other", events.StreamId(stream)));
            }
        }

        step.Done(Say.Of($"slice.{slice.Kind}.done", events.Streams, slice.Enterprise, slice.County));
    }

    private static void Figure(Step step, Checking checking, Fold fold, IReadOnlyList<Definition> definitions)
    {
        var (slice, events) = (checking.Manifest.Slice, checking.Events);
        var stage = Enum.TryParse<Stage>(slice.Stage, ignoreCase: true, out var dated) ? dated : (Stage?)null;

        if (definitions.FirstOrDefault(x => x.Name == slice.Definition) is not { } definition || slice.AsOf is not { } asOf || (stage is null && slice.Stage != "registered"))
        {
            step.Wrong(Say.Of("slice.figure.unclear"));

            return;
        }

        var (inIt, counted) = (new List<Guid>(), fold.Counted().ToHashSet());

        for (var stream = 0; stream < events.Streams; stream++)
        {
            if (!counted.Contains(stream))
            {
                continue;   // its facts count for another one, which is asked in its turn
            }

            if (IsIn(slice, events, fold, definition, stage, asOf, stream))
            {
                inIt.Add(events.StreamId(stream));
            }
            else
            {
                step.Wrong(Say.Of("slice.figure.not", events.StreamId(stream)));
            }
        }

        if (inIt.Count != slice.Count)
        {
            step.Wrong(Say.Of("slice.figure.count", slice.Count, inIt.Count));
        }
        else if (Digest.Of(inIt) != slice.Digest)
        {
            step.Wrong(Say.Of("slice.figure.digest"));
        }

        step.Done(Say.Of("slice.figure.done", slice.Definition, Day(asOf), stage is { } s ? CheckingFigures.Title(s) : Say.Of("stage.Registered"), inIt.Count));
    }

    private static bool IsIn(Slice slice, EventTable events, Fold fold, Definition definition, Stage? stage, DateOnly asOf, int stream)
    {
        var (marks, contacted) = (fold.MarksOf(stream), fold.Reached(stream, definition, Stage.Contacted));
        var on = stage is { } s ? fold.Reached(stream, definition, s) : DateOnly.MinValue;

        return on is { } day && day <= asOf
            && Fits(slice.County, events.Text(marks.County)) && Fits(slice.Chain, events.Text(marks.Chain)) && Fits(slice.Source, events.Text(marks.Source))
            && Fits(slice.Origin, events.Text(marks.Origin) ?? Say.Of("origin.blank")) && Fits(slice.Month, day.ToString("yyyy-MM", CultureInfo.InvariantCulture))
            && !(day < slice.From) && !(day > slice.To)
            && (slice.ContactedFrom is null || contacted >= slice.ContactedFrom) && (slice.ContactedTo is null || contacted <= slice.ContactedTo);
    }

    private static bool Fits(string? asked, string? there) => asked is null || asked == there;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
