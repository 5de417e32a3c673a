// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file.h"
#include "core/base/strings.h"
#include "core/network/store.h"
#include "tests/support/result_test.h"

#include <QTemporaryDir>

using namespace tare;
using namespace tare::network;

class StoreTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<NetworkStore> m_store;

    static Network small()
    {
        Network n;
        n.id = std::string(64, 'a');
        n.name = "small";
        n.subnet = "10.7.0.0/29";
        n.gateway = "10.7.0.1";
        return n;
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        Paths paths;
        paths.root = m_dir->filePath("r").toStdString();
        paths.state = m_dir->filePath("s").toStdString();
        m_store = std::make_unique<NetworkStore>(paths);
        TARE_OK(m_store->lock());
    }

    void networks()
    {
        TARE_OK(m_store->write(small()));
        Network other = small();
        other.id = std::string(63, 'a') + "b";
        other.name = "other";
        other.created = 5;
        TARE_OK(m_store->write(other));
        const auto all = m_store->networks();
        TARE_OK(all);
        QCOMPARE(all->size(), std::size_t{2});
        QCOMPARE(all->at(1), other);
        TARE_OK(m_store->find("small"));
        TARE_FAILS(m_store->find("aaaa"), Errc::AmbiguousId);
        QCOMPARE(m_store->find(other.id)->name, std::string("other"));
        TARE_FAILS(m_store->find("nothing"), Errc::NotFound);
        TARE_FAILS(m_store->find(""), Errc::NotFound);
        TARE_OK(m_store->remove(other));
        QCOMPARE(m_store->find("aaaa")->name, std::string("small"));
    }

    void everyAddressOnce()
    {
        const Network n = small();
        std::vector<std::string> got;
        for (int i = 0; i < 5; ++i) { // .2 to .6: not the gateway, not the broadcast
            const auto address = m_store->lease(n, false, "", std::string(64, 'c'));
            TARE_OK(address);
            got.push_back(address->text());
        }
        QCOMPARE(got, (std::vector<std::string>{"10.7.0.2", "10.7.0.3", "10.7.0.4", "10.7.0.5", "10.7.0.6"}));
        TARE_FAILS(m_store->lease(n, false, "", std::string(64, 'c')), Errc::NoSpace);
        m_store->release(n.id, "10.7.0.4");
        QCOMPARE(m_store->lease(n, false, "", std::string(64, 'd'))->text(), std::string("10.7.0.4"));
    }

    void wantedAddresses()
    {
        Network n = small();
        QCOMPARE(m_store->lease(n, false, "10.7.0.5", std::string(64, 'c'))->text(), std::string("10.7.0.5"));
        for (const char *bad : {"10.7.0.5", "10.7.0.1", "10.8.0.2", "fd00::1", "x/../../y"})
            TARE_FAILS(m_store->lease(n, false, bad, std::string(64, 'c')), Errc::InvalidArgument);
        n.range = "10.7.0.4/30";
        QCOMPARE(m_store->lease(n, false, "", std::string(64, 'c'))->text(), std::string("10.7.0.4"));
        QCOMPARE(m_store->lease(n, false, "", std::string(64, 'c'))->text(), std::string("10.7.0.6")); // .5 has an owner
        n.subnet6 = "fd00:7::/64";
        n.gateway6 = "fd00:7::1";
        QCOMPARE(m_store->lease(n, true, "", std::string(64, 'c'))->text(), std::string("fd00:7::2"));
    }

    void whatAContainerHeldIsFree()
    {
        const Network n = small();
        Attachment held;
        held.id = std::string(64, 'c');
        Endpoint endpoint;
        endpoint.networkId = n.id;
        endpoint.address = m_store->lease(n, false, "", held.id)->text();
        held.endpoints = {endpoint};
        held.ports = {{"0.0.0.0", 8080, 80, "tcp"}};
        TARE_OK(m_store->write(held));
        const auto again = m_store->attachment(held.id);
        TARE_OK(again);
        QCOMPARE(again->endpoints, held.endpoints);
        QCOMPARE(again->ports, held.ports);
        m_store->forget(held.id);
        TARE_FAILS(m_store->attachment(held.id), Errc::NotFound);
        QCOMPARE(m_store->lease(n, false, "", std::string(64, 'd'))->text(), std::string("10.7.0.2"));
        // One that was killed after it had got an address and before it could write down which.
        held.endpoints.front().address.clear();
        TARE_OK(m_store->write(held));
        QCOMPARE(m_store->lease(n, false, "", held.id)->text(), std::string("10.7.0.3"));
        m_store->forget(held.id);
        QCOMPARE(m_store->lease(n, false, "", std::string(64, 'e'))->text(), std::string("10.7.0.3"));
    }

    void damagedFilesAreErrors()
    {
        TARE_FAILS(Attachment::parse("{"), Errc::InvalidArgument);
        TARE_FAILS(Attachment::parse("{\"id\":7}"), Errc::InvalidArgument);
        TARE_OK(writeFileAtomic(m_store->paths().root + "/networks/" + std::string(64, 'a') + ".json", "{}"));
        TARE_FAILS(m_store->networks(), Errc::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(StoreTest)
#include "store_test.moc"
