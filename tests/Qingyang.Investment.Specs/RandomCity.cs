using Qingyang.Investment.Platform;

namespace Qingyang.Investment.Specs;

/// <summary>A store with a random history of every kind of event, made once for all specs that only look at it.</summary>
public sealed class RandomCity : IAsyncLifetime
{
    public const string Name = "random city";

    private const int Events = 2000, Seed = 20261124;

    public Store Store { get; private set; } = null!;

    public List<Recorded> Log { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Store = await Store.StartAsync();
        await new RandomHistory(Store, Seed).RunAsync(Events);
        Log = await RandomHistory.LogAsync(Store);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

[CollectionDefinition(RandomCity.Name)]
public sealed class RandomCitySpecs : ICollectionFixture<RandomCity>;
