using Marten;
using Qingyang.Investment.Platform;
using Weasel.Postgresql.Tables;
using Wolverine.Marten;

namespace Qingyang.Investment.Contacts;

/// <summary>Names and phones of contact persons (企业联系人): personal data, so they stand in a table of their own and never in an event.</summary>
public static class ContactPersons
{
    public const string TableName = EventStore.Schema + ".contact_persons";

    public static Table Table()
    {
        var table = new Table(TableName);
        table.AddColumn<Guid>("entry_id").AsPrimaryKey();
        table.AddColumn<Guid>("enterprise_id").NotNull().AddIndex();
        table.AddColumn<string>("person");
        table.AddColumn<string>("phone");

        return table;
    }
}

/// <summary>Keeps who was on the other side of a contact, beside the log.</summary>
public sealed record RememberContactPerson(Guid EntryId, Guid EnterpriseId, string? Person, string? Phone) : IMartenOp
{
    public static RememberContactPerson? From(LogContact command, Entry entry) =>
        (Spelling.OrNull(command.ContactPerson), Spelling.OrNull(command.Phone)) is var (person, phone) && (person ?? phone) is not null
            ? new RememberContactPerson(entry.Id, command.EnterpriseId, person, phone)
            : null;

    public override string ToString() => nameof(RememberContactPerson);

    public void Execute(IDocumentSession session) => Execute(session, [this]);

    public static void Execute(IDocumentSession session, IReadOnlyCollection<RememberContactPerson> all) => session.QueueSqlCommand(
        $"insert into {ContactPersons.TableName} (entry_id, enterprise_id, person, phone) select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[])",
        all.Select(x => x.EntryId).ToArray(), all.Select(x => x.EnterpriseId).ToArray(), all.Select(x => x.Person).ToArray(), all.Select(x => x.Phone).ToArray());
}
