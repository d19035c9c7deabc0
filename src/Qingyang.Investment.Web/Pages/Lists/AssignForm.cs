using System.Globalization;
using FluentValidation;
using Qingyang.Investment.Lists;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Web.Pages.Lists;

/// <summary>Where one is in assigning many: who was picked, who is to take charge, what it would change, what came of it.</summary>
public enum AssignStep
{
    Form,
    Preview,
    Done,
}

/// <summary>
/// The form of a bulk assignment as it was sent. It carries the enterprises themselves from step to step: the list that they were found
/// in changes with what is recorded, and what is confirmed must be what was seen.
/// </summary>
public sealed class AssignForm
{
    public const string Ids = "Ids", Step = "Step", List = "In", Key = "Key";

    public static readonly IReadOnlyList<string> Fields = [nameof(ManyAssignments.LeadOfficial), nameof(ManyAssignments.Post), nameof(ManyAssignments.TaskForce), nameof(ManyAssignments.Starts)];

    private readonly IFormCollection? sent;

    private AssignForm(IFormCollection? sent) => this.sent = sent;

    public static async Task<AssignForm> ReadAsync(HttpContext http) =>
        new(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null);

    public string? this[string field] => sent?[field].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Boxes that were ticked, or all of them in one field.</summary>
    public IReadOnlyList<Guid> Picked => [.. (sent?[Ids] ?? default).SelectMany(x => x?.Split(' ') ?? []).Select(x => Guid.TryParse(x, out var id) ? id : Guid.Empty).Where(x => x != Guid.Empty).Distinct()];

    /// <summary>What is to be recorded; null with what is wrong by field.</summary>
    public ManyAssignments? Read(IReadOnlyList<Guid> enterprises, IValidator<AssignServiceTeam> validator, out IDictionary<string, string[]> wrong)
    {
        var hasDay = DateOnly.TryParseExact(this[nameof(ManyAssignments.Starts)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var starts);
        var wanted = new ManyAssignments(
            enterprises, Query: null, this[nameof(ManyAssignments.LeadOfficial)] ?? "", Spelling.TidyOrNull(this[nameof(ManyAssignments.Post)]), this[nameof(ManyAssignments.TaskForce)] ?? "", starts);
        wrong = validator.Validate(wanted.Of(enterprises[0])).ToDictionary();

        if (!hasDay)
        {
            wrong[nameof(ManyAssignments.Starts)] = [Query.DaySentence];
        }

        return wrong.Count == 0 ? wanted : null;
    }
}
