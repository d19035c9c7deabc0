using Qingyang.Investment.Verifier.Events;

namespace Qingyang.Investment.Verifier.Checks;

/// <summary>What is done with every event, whatever the pack is of: its data is read, flags that hide it are told, and what the figures need is kept.</summary>
public sealed class Keeping(Checking checking)
{
    private readonly Step data = checking.Report.Begin("data"), archived = checking.Report.Begin("archived");
    private readonly Fact fact = new();

    /// <summary>Events so far; gaps are none.</summary>
    public long Events { get; private set; }

    public void Keep(LoggedEvent e)
    {
        Events++;

        if (!fact.TryRead(e, out var isJson))
        {
            data.Wrong(Say.Of(isJson ? "data.shape" : "data.json", Suspects.Told(e)), e.Sequence, e.Leaf, e.Id);
        }

        if (e.Archived)
        {
            archived.Warn(Say.Of("archived.event", Suspects.Told(e)), e.Sequence, e.Id);
        }

        checking.Events.Add(e, fact);
    }

    public void Done()
    {
        data.Done(Say.Of("data.done", Events));
        archived.Done(Say.Of("archived.done", archived.Warnings));
    }
}
