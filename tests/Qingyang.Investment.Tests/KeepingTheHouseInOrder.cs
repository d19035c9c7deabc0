using System.Reflection;
using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using FluentValidation;
using JasperFx.Events;
using Qingyang.Investment.Platform;
using Qingyang.Investment.Web;
using Type = System.Type;

namespace Qingyang.Investment.Tests;

/// <summary>The architecture, as far as it can be told by the types: what may know what, and what must be there.</summary>
public sealed class KeepingTheHouseInOrder
{
    private const string Root = "Qingyang.Investment.";

    private static readonly System.Reflection.Assembly[] Assemblies = [typeof(Outcome).Assembly, typeof(Server).Assembly];

    /// <summary>What is built on the slices, and what each of these takes from others of them.</summary>
    private static readonly Dictionary<string, string[]> BuiltOn = new()
    {
        ["Audit"] = [],
        ["Ledgers"] = [],
        ["Lists"] = [],
        ["People"] = [],
        ["Webhooks"] = ["Audit"],                // they tell what the feed tells
        ["Operations"] = ["Audit", "Ledgers", "Webhooks"],   // how far it is sealed, and how much waits in them
    };

    private static readonly Lazy<Architecture> House = new(() => new ArchLoader().LoadAssemblies(Assemblies).Build());

    /// <summary>What slices may take from each other beside events and enums, and why.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Enterprises.Unknown"] = "the one sentence for an enterprise that is not there",
        ["Agreements.AgreementNumber"] = "how agreement numbers are compared: a milestone names one",
    };

    [Fact]
    public void Slices_know_nothing_of_what_is_built_on_them() =>
        Crossings(from: Events.Slices, to: [.. BuiltOn.Keys, "Web"]).ShouldBeEmpty();

    [Fact]
    public void Nothing_else_knows_of_the_web() => Crossings(from: [.. BuiltOn.Keys, "Platform"], to: ["Web"]).ShouldBeEmpty();

    [Fact]
    public void What_is_built_on_slices_takes_only_from_what_is_below_it()
    {
        foreach (var (folder, below) in BuiltOn)
        {
            Crossings(from: [folder], to: [.. BuiltOn.Keys]).Where(x => !below.Contains(FolderOf(x.To))).ShouldBeEmpty(folder);
        }

        Crossings(from: ["People"], to: Events.Slices).ShouldBeEmpty("who may sign in is no fact about an enterprise");
    }

    [Fact]
    public void Every_folder_has_its_place() =>
        typeof(Outcome).Assembly.GetTypes().Select(x => FolderOf(x.FullName!)).Where(x => x.Length > 0).Distinct()
            .ShouldBe([.. Events.Slices, .. BuiltOn.Keys, "Platform"], ignoreOrder: true);

    [Fact]
    public void Slices_touch_each_other_only_through_events() =>
        Crossings(from: Events.Slices, to: Events.Slices).Where(x => !IsShared(x.To) && !Exceptions.ContainsKey(x.To[Root.Length..])).ShouldBeEmpty();

    [Fact]
    public void Every_exception_is_in_use()
    {
        var used = Crossings(from: Events.Slices, to: Events.Slices).Select(x => x.To[Root.Length..]).ToHashSet();

        Exceptions.Keys.ShouldAllBe(x => used.Contains(x));
    }

    [Fact]
    public void Events_know_nothing_but_words()
    {
        foreach (var property in Events.Types.SelectMany(x => x.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

            (type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(DateOnly) || type == typeof(int) || type == typeof(long)).ShouldBeTrue($"{property.DeclaringType!.Name}.{property.Name}");
            property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().ShouldContain(typeof(System.Runtime.CompilerServices.IsExternalInit), property.Name);
        }
    }

    [Fact]
    public void Every_fold_method_is_public_and_folds_an_event()
    {
        var folds = typeof(Outcome).Assembly.GetTypes()
            .Where(x => Events.Slices.Contains(Events.SliceOf(x)))
            .SelectMany(x => x.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(x => x.Name is "Create" or "Apply" or "ShouldDelete").ToList();

        folds.Count.ShouldBeGreaterThanOrEqualTo(13);
        folds.Where(x => !x.IsPublic).Select(x => $"{x.DeclaringType!.Name}.{x.Name}").ShouldBeEmpty();
        folds.Select(x => Folded(x.GetParameters()[0].ParameterType)).Distinct().Where(x => x != typeof(Recorded).MakeByRefType())
            .ShouldAllBe(x => Events.Types.Contains(x));   // read models take any event, as it was recorded
    }

    [Fact]
    public void There_are_eight_commands_each_at_an_address_of_its_own()
    {
        var commands = Commands();

        commands.Count.ShouldBe(8);
        commands.Select(x => x.GetCustomAttribute<PostedToAttribute>()?.Path).ShouldAllBe(x => x != null && x.StartsWith("/api/"));
        commands.Select(x => x.GetCustomAttribute<PostedToAttribute>()!.Path).ShouldBeUnique();
        commands.Select(x => x.GetCustomAttribute<PostedToAttribute>()!.Title).ShouldBeUnique();
        commands.ShouldBe(Api.CommandTypes, ignoreOrder: true);
    }

    [Fact]
    public void Every_command_has_a_validator_and_one_decision()
    {
        foreach (var command in Commands())
        {
            var validator = typeof(AbstractValidator<>).MakeGenericType(command);

            typeof(Outcome).Assembly.GetTypes().Count(x => x.IsSubclassOf(validator)).ShouldBe(1, command.Name);
            var handler = command.Assembly.GetType(command.FullName + "Handler").ShouldNotBeNull(command.Name);
            handler.GetMethods().Count(x => x.Name == "Handle" && x.IsStatic && x.GetParameters()[0].ParameterType == command).ShouldBe(1, command.Name);
            handler.GetMethod("Handle")!.ReturnType.IsAssignableTo(typeof(Task)).ShouldBeFalse($"{command.Name} decides without waiting for anything");
        }
    }

    /// <summary>Wolverine logs a command that failed as it prints itself, and whoever logs a body does the same.</summary>
    [Fact]
    public void No_record_prints_who_it_speaks_of_or_what_opens_a_door()
    {
        string[] secret = ["ContactPerson", "Person", "Phone", "Password", "Secret", "Token"];
        var speaking = Assemblies.SelectMany(x => x.GetTypes())
            .Where(x => x.GetMethod("<Clone>$") is not null && x.GetProperties().Any(p => secret.Contains(p.Name) && p.PropertyType == typeof(string))).ToList();

        speaking.ShouldContain(typeof(Investment.Contacts.LogContact));
        speaking.ShouldContain(typeof(Investment.People.NewAccount));
        speaking.Where(x => x.GetMethod("ToString", [])!.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>(inherit: false) is not null).Select(x => x.Name).ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_and_event_has_its_Chinese_term_in_one_line()
    {
        var words = XDocument.Load(Path.ChangeExtension(typeof(Outcome).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(x => x.Attribute("name")!.Value, x => x.Element("summary")?.Value ?? "");

        foreach (var type in Commands().Concat(Events.Types))
        {
            words.GetValueOrDefault("T:" + type.FullName, "").Any(c => c is >= '\u4e00' and <= '\u9fff').ShouldBeTrue(type.Name);
        }
    }

    private static List<Type> Commands() => [.. typeof(Outcome).Assembly.GetTypes().Where(x => x.IsClass && x.IsAssignableTo(typeof(ICommand)))];

    private static Type Folded(Type parameter) => parameter.IsGenericType && parameter.GetGenericTypeDefinition() == typeof(IEvent<>) ? parameter.GetGenericArguments()[0] : parameter;

    private static bool IsShared(string name) => Events.Types.Any(x => x.FullName == name)
        || typeof(Outcome).Assembly.GetType(name) is { IsEnum: true }
        || IsNamesOfAnEnum(name);

    /// <summary><c>ContactMethods</c> beside <c>ContactMethod</c>: the Chinese names of an enum.</summary>
    private static bool IsNamesOfAnEnum(string name) => name.EndsWith('s') && typeof(Outcome).Assembly.GetType(name[..^1]) is { IsEnum: true };

    /// <summary>Which type of which folder uses which type of which other folder.</summary>
    private static List<(string From, string To)> Crossings(IReadOnlyCollection<string> from, IReadOnlyCollection<string> to) => [.. House.Value.Types
        .Where(x => from.Contains(FolderOf(x.FullName)))
        .SelectMany(x => x.Dependencies.Select(d => (From: x.FullName, To: d.Target.FullName)))
        .Where(x => to.Contains(FolderOf(x.To)) && FolderOf(x.To) != FolderOf(x.From))
        .Distinct().Order()];

    private static string FolderOf(string name) => name.StartsWith(Root, StringComparison.Ordinal) ? name[Root.Length..].Split('.')[0] : "";
}
