using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.People;

/// <summary>What accounts need around them. Everything is closed to strangers, and needs the right to read, unless it says otherwise.</summary>
public static class PeopleModule
{
    public static IEnumerable<Table> Tables() => [Accounts.Table(), AccessTokens.Table(), KeptKeys.Table()];

    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Accounts>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<FirstAccounts>();
        services.AddDataProtection().SetApplicationName("Qingyang.Investment");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(x =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new KeptKeys(x.GetRequiredService<NpgsqlDataSource>())));
        services.AddAuthorization(options =>
        {
            options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(x => Actor.Of(x.User)?.May(Right.Read) == true).Build();

            foreach (var right in Enum.GetValues<Right>())
            {
                options.AddPolicy(right.ToString(), policy => policy.RequireAssertion(x => Actor.Of(x.User)?.May(right) == true));
            }
        });
    }
}
