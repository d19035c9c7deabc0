using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;

namespace Qingyang.Investment.People;

/// <summary>The keys that cookies and forms are protected with, in the store: every node reads what another one wrote, and a restart signs nobody out.</summary>
public sealed class KeptKeys(NpgsqlDataSource database) : IXmlRepository
{
    public const string TableName = EventStore.Schema + ".data_protection_keys";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<string>("name").AsPrimaryKey();
        table.AddColumn<string>("xml").NotNull();

        return table;
    }

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var all = database.CreateCommand($"select xml from {TableName}");
        using var rows = all.ExecuteReader();
        var elements = new List<XElement>();

        while (rows.Read())
        {
            elements.Add(XElement.Parse(rows.GetString(0)));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var keep = database.CreateCommand($"insert into {TableName} (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml");
        keep.Parameters.Add(new() { Value = friendlyName });
        keep.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        keep.ExecuteNonQuery();
    }
}
