using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Qingyang.Investment.Agreements;
using Qingyang.Investment.Contacts;
using Qingyang.Investment.Corrections;
using Qingyang.Investment.Enterprises;
using Qingyang.Investment.Ledgers.Reading;
using Qingyang.Investment.Milestones;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Service;

namespace Qingyang.Investment.Web.Pages.Enterprises;

/// <summary>What is put into a field of a form.</summary>
public enum FieldKind
{
    Words,
    LongWords,
    Day,
    Amount,
    Choice,
    County,
    Agreement,
}

/// <summary>A field of a form: a property of the command. <paramref name="From"/>: which values of the books are suggested.</summary>
public sealed record FormField(string Name, FieldKind Kind, bool Must, IReadOnlyList<NamedValue> Choices, string? From);

/// <summary>
/// The form of one command, made from its record as the endpoint and the command line are: a property is a field. Sending it is
/// sending the command.
/// </summary>
public abstract class CommandForm(Type command, string action, string icon)
{
    private static readonly Dictionary<string, IReadOnlyList<NamedValue>> Choosable = new()
    {
        [$"{nameof(LogContact)}.{nameof(LogContact.Method)}"] = ContactMethods.Choices,
        [$"{nameof(SignAgreement)}.{nameof(SignAgreement.Kind)}"] = AgreementKinds.Choices,
        [$"{nameof(ReachMilestone)}.{nameof(ReachMilestone.Kind)}"] = MilestoneKinds.Choices,
    };

    private static readonly Dictionary<string, string> Suggested = new()
    {
        ["Chain"] = "chains",
        ["Source"] = "sources",
        ["Origin"] = "origins",
        ["PerformedBy"] = "performers",
        ["LeadOfficial"] = "officials",
        ["TaskForce"] = "taskForces",
    };

    /// <summary>All forms, in the order in which they are offered. <c>new</c> is the one that needs no enterprise.</summary>
    public static readonly IReadOnlyList<CommandForm> All =
    [
        new CommandForm<LogContact>("contact", "phone"), new CommandForm<SignAgreement>("agreement", "check"), new CommandForm<ReachMilestone>("milestone", "star"),
        new CommandForm<AssignServiceTeam>("assignment", "users"), new CommandForm<RenameEnterprise>("renaming", "list"), new CommandForm<NoteOtherName>("other-name", "list"),
        new CommandForm<GiveCreditCode>("credit-code", "list"), new CommandForm<UndoMerge>("unmerge", "list"), new CommandForm<RegisterEnterprise>("new", "plus"),
    ];

    public string Action => action;

    public string Icon => icon;

    public bool IsAboutEnterprise => command.IsAssignableTo(typeof(IAboutEnterprise));

    public IReadOnlyList<FormField> Fields { get; } =
    [
        .. command.GetConstructors().Single().GetParameters()
            .Where(x => x.Name is not (nameof(IAboutEnterprise.EnterpriseId) or "SeenVersion" or nameof(SignAgreement.AmountText)))
            .Select(x => FieldOf(command, x)),
    ];

    /// <summary>What was typed takes the place of an entry: the part of a correction that says what is right.</summary>
    public Task<Outcome> CorrectAsync(
        IReadOnlyDictionary<string, string> typed, Guid enterprise, Guid entry, string reason, int? seenVersion, Commands commands, Actor actor, string key, CancellationToken cancellation)
    {
        var (body, faults) = Read(typed);

        if (faults.Count > 0)
        {
            return Task.FromResult<Outcome>(new Outcome.Invalid(faults));
        }

        body[nameof(IAboutEnterprise.EnterpriseId)] = enterprise;
        var part = action switch { "new" => nameof(CorrectEntry.Registration), "other-name" => nameof(CorrectEntry.OtherName), "credit-code" => nameof(CorrectEntry.CreditCode), _ => action };
        var correction = new JsonObject { ["enterpriseId"] = enterprise, ["entryId"] = entry, ["reason"] = reason, ["seenVersion"] = seenVersion, [part] = body };

        return commands.SendAsync(correction.Deserialize<CorrectEntry>(JsonSerializerOptions.Web)!, actor, "ui", key, cancellation);
    }

    public static CommandForm? Find(string action) => All.FirstOrDefault(x => x.Action == action);

    /// <summary>The values as they were typed, read as the command's own; what cannot be read is told by field.</summary>
    public Task<Outcome> SendAsync(
        IReadOnlyDictionary<string, string> typed, Guid? enterprise, int? seenVersion, Commands commands, Actor actor, string key, CancellationToken cancellation)
    {
        var (body, faults) = Read(typed);

        if (enterprise is { } id)
        {
            body[nameof(IAboutEnterprise.EnterpriseId)] = id;
            body["SeenVersion"] = seenVersion;
        }

        return faults.Count > 0 ? Task.FromResult<Outcome>(new Outcome.Invalid(faults)) : SendAsync(body, commands, actor, key, cancellation);
    }

    /// <summary>What was typed, as the command's own values.</summary>
    private (JsonObject Body, Dictionary<string, string[]> Faults) Read(IReadOnlyDictionary<string, string> typed)
    {
        var (body, faults) = (new JsonObject(), new Dictionary<string, string[]>());

        foreach (var field in Fields)
        {
            var text = typed.GetValueOrDefault(field.Name, "").Trim();
            body[field.Name] = text.Length == 0 ? null : Read(field, text, body, faults);
        }

        // A day that must be there and is not: no command without it.
        foreach (var field in Fields.Where(x => x is { Must: true, Kind: FieldKind.Day or FieldKind.Amount } && body[x.Name] is null && !faults.ContainsKey(x.Name)))
        {
            faults[field.Name] = [field.Kind == FieldKind.Day ? Query.DaySentence : CommandForms.AmountSentence];
        }

        return (body, faults);
    }

    protected abstract Task<Outcome> SendAsync(JsonObject body, Commands commands, Actor actor, string key, CancellationToken cancellation);

    private static JsonNode? Read(FormField field, string text, JsonObject body, Dictionary<string, string[]> faults)
    {
        switch (field.Kind)
        {
            case FieldKind.Day when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                return text;
            case FieldKind.Day:
                faults[field.Name] = [Query.DaySentence];
                return null;
            case FieldKind.Amount when LedgerCells.Amount(text, out var wan, out _) is null:
                body[nameof(SignAgreement.AmountText)] = text;
                return wan;
            case FieldKind.Amount:
                faults[field.Name] = [CommandForms.AmountSentence];
                return null;
            default:
                return text;
        }
    }

    private static FormField FieldOf(Type command, ParameterInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.ParameterType) ?? property.ParameterType;
        var choices = Choosable.GetValueOrDefault($"{command.Name}.{property.Name}", []);
        var kind = type == typeof(DateOnly) ? FieldKind.Day
            : type == typeof(decimal) ? FieldKind.Amount
            : choices.Count > 0 ? FieldKind.Choice
            : property.Name switch
            {
                "County" => FieldKind.County,
                "AgreementNumber" => FieldKind.Agreement,
                "Content" or "Remark" => FieldKind.LongWords,
                _ => FieldKind.Words,
            };
        var must = !property.HasDefaultValue && new NullabilityInfoContext().Create(property).WriteState != NullabilityState.Nullable;

        return new FormField(property.Name!, kind, must, choices, Suggested.GetValueOrDefault(property.Name!));
    }
}

public static class CommandForms
{
    public static string AmountSentence => Say.Of("agreement.amount.written");
}

/// <inheritdoc />
public sealed class CommandForm<T>(string action, string icon) : CommandForm(typeof(T), action, icon) where T : class, ICommand
{
    protected override Task<Outcome> SendAsync(JsonObject body, Commands commands, Actor actor, string key, CancellationToken cancellation) =>
        commands.SendAsync(body.Deserialize<T>(JsonSerializerOptions.Web)!, actor, "ui", key, cancellation);
}
