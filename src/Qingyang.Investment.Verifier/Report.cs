namespace Qingyang.Investment.Verifier;

/// <summary>Something that was found: wrong, or only to be known; which event it is about, if any.</summary>
public sealed record Finding(bool IsWrong, string Sentence, long? Position = null, long? Leaf = null, Guid? Event = null);

/// <summary>One step of the check: what was looked at, and what was found.</summary>
public sealed class Step(string key)
{
    /// <summary>More are counted, not kept.</summary>
    public const int Most = 1000;

    private readonly List<Finding> findings = [];
    private readonly Lock mine = new();

    public string Key => key;

    public string Title => Say.Of("step." + key);

    /// <summary>What was checked, and how much of it.</summary>
    public string Checked { get; private set; } = "";

    /// <summary>Not everything can be checked with every pack: then <see cref="Checked"/> says why not.</summary>
    public bool Skipped { get; private set; }

    public IReadOnlyList<Finding> Findings => findings;

    /// <summary>How many wrongs there are, also those that are not told one by one.</summary>
    public long Wrongs { get; private set; }

    public long Warnings { get; private set; }

    public void Wrong(string sentence, long? position = null, long? leaf = null, Guid? id = null) => Add(new Finding(IsWrong: true, sentence, position, leaf, id));

    public void Warn(string sentence, long? position = null, Guid? id = null) => Add(new Finding(IsWrong: false, sentence, position, Event: id));

    public void Done(string sentence) => Checked = sentence;

    public void Skip(string sentence) => (Skipped, Checked) = (true, sentence);

    private void Add(Finding finding)
    {
        lock (mine)
        {
            var before = finding.IsWrong ? Wrongs++ : Warnings++;

            if (before < Most)
            {
                findings.Add(finding);
            }
        }
    }
}

/// <summary>What came of a check.</summary>
public sealed class Report(string pack)
{
    private readonly List<Step> steps = [];

    public string Pack => pack;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>Why the pack could not be read; null where it could.</summary>
    public string? Unreadable { get; internal set; }

    public double Seconds { get; internal set; }

    /// <summary>The first thing that is wrong.</summary>
    public Finding? First => steps.SelectMany(x => x.Findings).FirstOrDefault(x => x.IsWrong);

    public long Warnings => steps.Sum(x => x.Warnings);

    /// <summary>0 all is well, 1 something is wrong, 2 not a pack, or unreadable.</summary>
    public int ExitCode => Unreadable is not null ? 2 : First is not null ? 1 : 0;

    public Step this[string key] => steps.Single(x => x.Key == key);

    internal Step Begin(string key)
    {
        var step = new Step(key);
        steps.Add(step);

        return step;
    }
}
