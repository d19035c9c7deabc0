using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Tests;

/// <summary>An event's stored name and shape are a promise: the log is read for ever by what stands in <c>Approved/events.txt</c>.</summary>
public sealed class PromisingEvents
{
    public static TheoryData<string> Names => [.. Events.Types.Select(x => x.Name)];

    [Fact]
    public void Registers_every_event_with_the_log() => EventTypes.All.ShouldBe(Events.Types, ignoreOrder: true);

    [Fact]
    public void Has_a_sample_of_every_event() => Events.Samples.Select(x => x.GetType().Name).ShouldBe(Events.Types.Select(x => x.Name));

    [Fact]
    public void Keeps_every_stored_name_and_shape()
    {
        var (promised, now) = (File.ReadAllLines(Approved()), Events.Samples.SelectMany(Describe).ToList());

        var changes = promised.Except(now).Select(x => "- " + x).Concat(now.Except(promised).Select(x => "+ " + x)).ToList();

        changes.ShouldBeEmpty("Events are stored for ever. A line may be added to Approved/events.txt; one that goes or changes makes the log unreadable:\n" + string.Join('\n', changes) + "\n");
        now.ShouldBe(promised);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_back_what_was_written(string name)
    {
        var sample = Sample(name);
        var json = Events.Store.Serializer().ToJson(sample);

        using var stored = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Events.Store.Serializer().FromJson(sample.GetType(), stored).ShouldBe(sample);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Leaves_nothing_out_of_its_sample(string name)
    {
        foreach (var property in Sample(name).GetType().GetProperties())
        {
            var value = property.GetValue(Sample(name));

            value.ShouldNotBeNull(property.Name);
            (property.PropertyType.IsValueType && value.Equals(Activator.CreateInstance(property.PropertyType)) && !property.PropertyType.IsEnum).ShouldBeFalse(property.Name);
        }
    }

    private static object Sample(string name) => Events.Samples.Single(x => x.GetType().Name == name);

    /// <summary>One line for each property: stored name, property name in the JSON, and type.</summary>
    private static IEnumerable<string> Describe(object sample)
    {
        var stored = ((Marten.Events.EventGraph)Events.Store.Events).EventMappingFor(sample.GetType()).EventTypeName;
        using var json = JsonDocument.Parse(Events.Store.Serializer().ToJson(sample));
        var properties = sample.GetType().GetProperties().ToDictionary(x => JsonNamingPolicy.CamelCase.ConvertName(x.Name));

        return [.. json.RootElement.EnumerateObject().Select(x => string.Create(CultureInfo.InvariantCulture, $"{stored} {x.Name} {TypeOf(properties[x.Name], x.Value)}"))];
    }

    private static string TypeOf(PropertyInfo property, JsonElement value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var optional = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable ? "?" : "";
        var words = type.IsEnum ? $" {string.Join('|', Enum.GetNames(type))}" : "";

        return $"{value.ValueKind.ToString().ToLowerInvariant()} {(type.IsEnum ? "enum" : type.Name)}{optional}{words}";
    }

    private static string Approved([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Approved", "events.txt");
}
