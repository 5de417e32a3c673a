<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>AccountsDialog</name>
    <message>
        <source>the desktop&apos;s keyring</source>
        <comment>where a password is kept</comment>
        <translation>데스크톱 키링</translation>
    </message>
    <message>
        <source>%1, unencrypted</source>
        <comment>a file&apos;s path</comment>
        <translation>%1 (암호화 안 됨)</translation>
    </message>
</context>
<context>
    <name>Capabilities</name>
    <message>
        <source>Set up the kernel&apos;s audit</source>
        <translation>커널 감사 설정</translation>
    </message>
    <message>
        <source>Read the kernel&apos;s audit messages</source>
        <translation>커널 감사 메시지 읽기</translation>
    </message>
    <message>
        <source>Write to the kernel&apos;s audit log</source>
        <translation>커널 감사 로그에 쓰기</translation>
    </message>
    <message>
        <source>Keep the machine from going to sleep</source>
        <translation>컴퓨터가 절전으로 들어가지 않게 하기</translation>
    </message>
    <message>
        <source>Load BPF programs into the kernel</source>
        <translation>커널에 BPF 프로그램 넣기</translation>
    </message>
    <message>
        <source>Freeze processes to disk and bring them back</source>
        <translation>프로세스를 디스크에 얼려 두었다가 되살리기</translation>
    </message>
    <message>
        <source>Give files to other users</source>
        <translation>파일 소유자를 다른 사용자로 바꾸기</translation>
    </message>
    <message>
        <source>Read and write files whatever their mode says</source>
        <translation>권한과 관계없이 파일 읽고 쓰기</translation>
    </message>
    <message>
        <source>Read files and folders whatever their mode says</source>
        <translation>권한과 관계없이 파일과 폴더 읽기</translation>
    </message>
    <message>
        <source>Do to any file what only its owner may</source>
        <translation>소유자만 할 수 있는 일을 모든 파일에 하기</translation>
    </message>
    <message>
        <source>Keep the setuid and setgid bits of changed files</source>
        <translation>바꾼 파일의 setuid, setgid 비트 유지</translation>
    </message>
    <message>
        <source>Lock memory, so that it is never swapped out</source>
        <translation>메모리를 잠가 스왑되지 않게 하기</translation>
    </message>
    <message>
        <source>Use any shared memory whatever its mode says</source>
        <translation>권한과 관계없이 모든 공유 메모리 쓰기</translation>
    </message>
    <message>
        <source>Send signals to processes of other users</source>
        <translation>다른 사용자의 프로세스에 시그널 보내기</translation>
    </message>
    <message>
        <source>Be told when others open a file</source>
        <translation>다른 프로세스가 파일을 열 때 알림 받기</translation>
    </message>
    <message>
        <source>Make files that nobody can change</source>
        <translation>아무도 바꿀 수 없는 파일 만들기</translation>
    </message>
    <message>
        <source>Change the rules of a security module</source>
        <translation>보안 모듈의 규칙 바꾸기</translation>
    </message>
    <message>
        <source>Not be held by a security module&apos;s rules</source>
        <translation>보안 모듈의 규칙을 따르지 않기</translation>
    </message>
    <message>
        <source>Make device files</source>
        <translation>장치 파일 만들기</translation>
    </message>
    <message>
        <source>Set up network devices, routes and firewalls</source>
        <translation>네트워크 장치, 경로, 방화벽 설정</translation>
    </message>
    <message>
        <source>Listen on ports below 1024</source>
        <translation>1024 미만 포트에서 수신</translation>
    </message>
    <message>
        <source>Send to everybody in the network</source>
        <translation>네트워크 전체에 보내기</translation>
    </message>
    <message>
        <source>Send packets of any kind, as ping does</source>
        <translation>ping처럼 모든 종류의 패킷 보내기</translation>
    </message>
    <message>
        <source>Measure what runs on the whole machine</source>
        <translation>컴퓨터 전체의 실행 측정</translation>
    </message>
    <message>
        <source>Give capabilities to files</source>
        <translation>파일에 capability 주기</translation>
    </message>
    <message>
        <source>Become any group</source>
        <translation>어느 그룹으로든 바뀌기</translation>
    </message>
    <message>
        <source>Take capabilities away for good</source>
        <translation>capability를 영구히 버리기</translation>
    </message>
    <message>
        <source>Become any user</source>
        <translation>어느 사용자로든 바뀌기</translation>
    </message>
    <message>
        <source>Mount, and much else: nearly as much as root</source>
        <translation>마운트를 비롯해 거의 root만큼의 권한</translation>
    </message>
    <message>
        <source>Restart the machine</source>
        <translation>컴퓨터 다시 시작</translation>
    </message>
    <message>
        <source>Choose another root folder</source>
        <translation>루트 폴더 바꾸기</translation>
    </message>
    <message>
        <source>Load code into the kernel</source>
        <translation>커널에 코드 넣기</translation>
    </message>
    <message>
        <source>Give processes more of the CPU than others</source>
        <translation>프로세스에 CPU를 더 많이 주기</translation>
    </message>
    <message>
        <source>Turn the accounting of processes on and off</source>
        <translation>프로세스 회계 켜고 끄기</translation>
    </message>
    <message>
        <source>Look into and change other processes</source>
        <translation>다른 프로세스를 들여다보고 바꾸기</translation>
    </message>
    <message>
        <source>Use ports and memory of the hardware directly</source>
        <translation>하드웨어 포트와 메모리 직접 쓰기</translation>
    </message>
    <message>
        <source>Go beyond limits, and raise them</source>
        <translation>제한을 넘거나 올리기</translation>
    </message>
    <message>
        <source>Set the machine&apos;s clock</source>
        <translation>컴퓨터 시계 맞추기</translation>
    </message>
    <message>
        <source>Set up terminals</source>
        <translation>터미널 설정</translation>
    </message>
    <message>
        <source>Read and clear the kernel&apos;s messages</source>
        <translation>커널 메시지 읽고 지우기</translation>
    </message>
    <message>
        <source>Wake the machine up at a time</source>
        <translation>정한 시각에 컴퓨터 깨우기</translation>
    </message>
</context>
<context>
    <name>ChangeLook</name>
    <message>
        <source>added</source>
        <comment>state of a file in a layer</comment>
        <translation>추가됨</translation>
    </message>
    <message>
        <source>changed</source>
        <comment>state of a file in a layer</comment>
        <translation>변경됨</translation>
    </message>
    <message>
        <source>touched</source>
        <comment>state of a file in a layer: the same bytes, other mode, owner or time</comment>
        <translation>속성만 바뀜</translation>
    </message>
    <message>
        <source>removed</source>
        <comment>state of a file in a layer</comment>
        <translation>삭제됨</translation>
    </message>
    <message>
        <source>type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>모드</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>소유자</translation>
    </message>
    <message>
        <source>time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>확장 속성</translation>
    </message>
</context>
<context>
    <name>ChartAxis</name>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation>%1/초</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message numerus="yes">
        <source>%n failed</source>
        <comment>runs</comment>
        <translation>
            <numerusform>실패 %n회</numerusform>
        </translation>
    </message>
    <message>
        <source>Bars: median. Dots: single runs. Whiskers: 95 % interval of the median, where there are at least five runs.</source>
        <translation>막대는 중앙값, 점은 개별 실행, 선은 중앙값의 95 % 구간이에요. 구간은 다섯 번 이상 실행한 대상에만 그려요.</translation>
    </message>
    <message>
        <source>Bars: median. Dots: single runs. No intervals: they need at least five runs.</source>
        <translation>막대는 중앙값, 점은 개별 실행이에요. 구간을 그리려면 다섯 번 이상 실행해야 해요.</translation>
    </message>
    <message>
        <source>Bars: median. Dots: single runs. Whiskers: 95 % interval of the median.</source>
        <translation>막대는 중앙값, 점은 개별 실행, 선은 중앙값의 95 % 구간이에요.</translation>
    </message>
    <message>
        <source>no number; the table of runs says why</source>
        <translation>수치 없음. 이유는 실행 표에 있어요</translation>
    </message>
    <message>
        <source>no run yet</source>
        <comment>of a subject</comment>
        <translation>아직 실행 없음</translation>
    </message>
    <message>
        <source>in use</source>
        <comment>memory</comment>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>no number</source>
        <comment>of memory</comment>
        <translation>수치 없음</translation>
    </message>
    <message>
        <source>%1 in use</source>
        <comment>memory</comment>
        <translation>%1 사용 중</translation>
    </message>
    <message>
        <source>Time from “go” to the first line of the workload.</source>
        <translation>“시작”부터 작업의 첫 줄이 나올 때까지의 시간이에요.</translation>
    </message>
    <message>
        <source>time from go to the first line (%1)</source>
        <comment>axis; %1 is the unit</comment>
        <translation>시작부터 첫 줄까지의 시간(%1)</translation>
    </message>
    <message>
        <source>The median of each stage of a start, in the order in which they happen. Their sum need not be the median of whole starts.</source>
        <translation>시작 단계마다의 중앙값을 일어나는 순서대로 쌓았어요. 합계가 전체 시작 시간의 중앙값과 같지는 않아요.</translation>
    </message>
    <message>
        <source>time since go (%1)</source>
        <comment>axis; %1 is the unit</comment>
        <translation>시작한 뒤의 시간(%1)</translation>
    </message>
    <message>
        <source>In use: proportional set size (PSS) of all processes that the subject needs, the container&apos;s monitor and the hypervisor included. Reserved: what was promised to the subject alone.</source>
        <translation>사용 중: 컨테이너의 모니터와 하이퍼바이저를 포함해 대상에 필요한 모든 프로세스의 PSS예요. 예약됨: 그 대상에만 할당해 둔 메모리예요.</translation>
    </message>
    <message>
        <source>memory (%1)</source>
        <comment>axis; %1 is the unit</comment>
        <translation>메모리(%1)</translation>
    </message>
    <message>
        <source>reserved</source>
        <comment>memory</comment>
        <translation>예약됨</translation>
    </message>
    <message>
        <source>%1 reserved</source>
        <comment>memory</comment>
        <translation>%1 예약됨</translation>
    </message>
    <message>
        <source>enlarged %1 times</source>
        <comment>a bar is drawn longer than the axis says; %1 is 2 or more</comment>
        <translation>%1배 확대</translation>
    </message>
    <message>
        <source>software emulation</source>
        <translation>소프트웨어 에뮬레이션</translation>
    </message>
    <message>
        <source>95 % interval of the median: %1 to %2</source>
        <translation>중앙값의 95 % 구간: %1 ~ %2</translation>
    </message>
    <message>
        <source>Single runs: %1</source>
        <translation>개별 실행: %1</translation>
    </message>
    <message>
        <source>starting the program</source>
        <translation>프로그램 시작</translation>
    </message>
    <message>
        <source>the program&apos;s first line</source>
        <translation>프로그램의 첫 줄</translation>
    </message>
    <message>
        <source>creating the container</source>
        <translation>컨테이너 만들기</translation>
    </message>
    <message>
        <source>namespaces and mounts</source>
        <translation>네임스페이스와 마운트</translation>
    </message>
    <message>
        <source>hypervisor and firmware</source>
        <translation>하이퍼바이저와 펌웨어</translation>
    </message>
    <message>
        <source>guest kernel</source>
        <translation>게스트 커널</translation>
    </message>
    <message>
        <source>guest drivers</source>
        <translation>게스트 드라이버</translation>
    </message>
    <message>
        <source>guest disk</source>
        <translation>게스트 디스크</translation>
    </message>
    <message>
        <source>Virtual machine (software emulation)</source>
        <translation>가상 머신(소프트웨어 에뮬레이션)</translation>
    </message>
    <message>
        <source>accelerator not known yet</source>
        <translation>가속 방식을 아직 모름</translation>
    </message>
    <message>
        <source>together %1</source>
        <comment>the stages of a start, a duration</comment>
        <translation>합계 %1</translation>
    </message>
</context>
<context>
    <name>ContainerWords</name>
    <message>
        <source>The kernel killed it for want of memory (OOM): it needed more than its limit.</source>
        <translation>메모리가 제한보다 더 필요해서 커널이 강제로 끝냈어요(OOM).</translation>
    </message>
    <message>
        <source>It ended without an error.</source>
        <translation>오류 없이 끝났어요.</translation>
    </message>
    <message>
        <source>The container could not be started.</source>
        <translation>컨테이너를 시작하지 못했어요.</translation>
    </message>
    <message>
        <source>The command is there, but cannot be run.</source>
        <translation>명령은 있지만 실행할 수 없어요.</translation>
    </message>
    <message>
        <source>The command does not exist in the image.</source>
        <translation>이미지에 그 명령이 없어요.</translation>
    </message>
    <message>
        <source>It was ended by signal %1 (SIG%2).</source>
        <translation>시그널 %1(SIG%2)로 끝났어요.</translation>
    </message>
    <message numerus="yes">
        <source>when it failed, at most %n time(s)</source>
        <translation>
            <numerusform>실패했을 때, 최대 %n번</numerusform>
        </translation>
    </message>
    <message>
        <source>when it failed</source>
        <translation>실패했을 때</translation>
    </message>
    <message>
        <source>always, after a reboot too</source>
        <translation>항상, 재부팅 뒤에도</translation>
    </message>
    <message>
        <source>always, but not after a reboot when it was stopped before</source>
        <translation>항상, 단 미리 멈춘 것은 재부팅 뒤에 시작하지 않음</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Something went wrong that Tare did not expect.</source>
        <translation>Tare가 예상하지 못한 문제가 생겼어요.</translation>
    </message>
    <message>
        <source>Something went wrong that Tare did not expect: %1</source>
        <translation>Tare가 예상하지 못한 문제가 생겼어요: %1</translation>
    </message>
    <message>
        <source>The system refused: %1 (%2)</source>
        <comment>reason, file or name</comment>
        <translation>시스템이 거절했어요: %1 (%2)</translation>
    </message>
    <message>
        <source>This value does not work: %1</source>
        <translation>쓸 수 없는 값이에요: %1</translation>
    </message>
    <message>
        <source>This value does not work: %1 (%2)</source>
        <translation>쓸 수 없는 값이에요: %1 (%2)</translation>
    </message>
    <message>
        <source>There is no container “%1”.</source>
        <translation>컨테이너를 찾을 수 없어요: “%1”</translation>
    </message>
    <message>
        <source>There is no image “%1” here.</source>
        <translation>여기에 이 이미지가 없어요: “%1”</translation>
    </message>
    <message>
        <source>Several ids begin with “%1”.</source>
        <translation>이렇게 시작하는 id가 여러 개예요: “%1”</translation>
    </message>
    <message>
        <source>The name “%1” is already in use.</source>
        <translation>이미 쓰고 있는 이름이에요: “%1”</translation>
    </message>
    <message>
        <source>The container “%1” is not running.</source>
        <translation>컨테이너가 실행 중이 아니에요: “%1”</translation>
    </message>
    <message>
        <source>The container “%1” is already running.</source>
        <translation>컨테이너가 이미 실행 중이에요: “%1”</translation>
    </message>
    <message>
        <source>The container “%1” is already paused.</source>
        <translation>컨테이너가 이미 일시 정지됐어요: “%1”</translation>
    </message>
    <message>
        <source>The container “%1” is not paused.</source>
        <translation>컨테이너가 일시 정지 상태가 아니에요: “%1”</translation>
    </message>
    <message>
        <source>The container “%1” is paused.</source>
        <translation>컨테이너가 일시 정지 중이에요: “%1”</translation>
    </message>
    <message>
        <source>The image “%1” is used by a container.</source>
        <translation>컨테이너가 쓰고 있는 이미지예요: “%1”</translation>
    </message>
    <message>
        <source>The command “%1” does not exist in this image.</source>
        <translation>이 이미지에는 그 명령이 없어요: “%1”</translation>
    </message>
    <message>
        <source>The command “%1” is there, but it cannot be run.</source>
        <translation>명령은 있지만 실행할 수 없어요: “%1”</translation>
    </message>
    <message>
        <source>The limit %1 cannot be applied on this machine.</source>
        <translation>이 컴퓨터에서는 적용할 수 없는 제한이에요: %1</translation>
    </message>
    <message>
        <source>The limit %1 is outside of what is possible.</source>
        <translation>제한 값이 가능한 범위를 벗어났어요: %1</translation>
    </message>
    <message>
        <source>The archive is damaged or is not an image: %1</source>
        <translation>아카이브가 손상됐거나 이미지가 아니에요: %1</translation>
    </message>
    <message>
        <source>The data that arrived are not the data that were asked for: %1</source>
        <translation>받은 데이터가 요청한 데이터와 달라요: %1</translation>
    </message>
    <message>
        <source>A file in the image tries to leave the image: %1</source>
        <translation>이미지 안의 파일이 이미지 밖으로 나가려고 해요: %1</translation>
    </message>
    <message>
        <source>This is larger than Tare accepts: %1</source>
        <translation>Tare가 받아들이는 크기보다 커요: %1</translation>
    </message>
    <message>
        <source>The image “%1” is made for another kind of machine.</source>
        <translation>다른 종류의 컴퓨터를 위한 이미지예요: “%1”</translation>
    </message>
    <message>
        <source>Tare does not support this: %1</source>
        <translation>Tare가 지원하지 않아요: %1</translation>
    </message>
    <message>
        <source>Not found: %1</source>
        <translation>찾을 수 없어요: %1</translation>
    </message>
    <message>
        <source>Not allowed for this user: %1</source>
        <translation>이 사용자에게는 허용되지 않아요: %1</translation>
    </message>
    <message>
        <source>The registry %1 asks for a login.</source>
        <translation>레지스트리가 로그인을 요구해요: %1</translation>
    </message>
    <message>
        <source>The registry %1 refused: %2</source>
        <translation>레지스트리 %1에서 거절했어요: %2</translation>
    </message>
    <message>
        <source>No connection to %1.</source>
        <translation>연결할 수 없어요: %1</translation>
    </message>
    <message>
        <source>There is no space left: %1</source>
        <translation>남은 공간이 없어요: %1</translation>
    </message>
    <message>
        <source>No answer in time: %1</source>
        <translation>제시간에 응답이 없어요: %1</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>취소했어요.</translation>
    </message>
    <message>
        <source>This machine lacks something for this: %1</source>
        <translation>이 컴퓨터에는 필요한 것이 빠져 있어요: %1</translation>
    </message>
    <message>
        <source>Please report it with the details.</source>
        <translation>자세한 내용과 함께 알려 주세요.</translation>
    </message>
    <message>
        <source>It may have been removed in the meantime.</source>
        <translation>그사이에 삭제됐을 수 있어요.</translation>
    </message>
    <message>
        <source>Pull it on the page Images, or check its spelling.</source>
        <translation>이미지 페이지에서 풀하거나 철자를 확인하세요.</translation>
    </message>
    <message>
        <source>Type more digits of the id.</source>
        <translation>id를 더 길게 입력하세요.</translation>
    </message>
    <message>
        <source>Choose another name, or remove or rename the container that has it.</source>
        <translation>다른 이름을 고르거나, 그 이름을 쓰는 컨테이너를 삭제하거나 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>먼저 시작하세요.</translation>
    </message>
    <message>
        <source>Resume it first.</source>
        <translation>먼저 재개하세요.</translation>
    </message>
    <message>
        <source>Remove the containers that use it first.</source>
        <translation>이미지를 쓰는 컨테이너를 먼저 삭제하세요.</translation>
    </message>
    <message>
        <source>Check the spelling; the command is looked for in the image, not on this machine.</source>
        <translation>철자를 확인하세요. 명령은 이 컴퓨터가 아니라 이미지 안에서 찾아요.</translation>
    </message>
    <message>
        <source>It may lack the permission to be run, or be made for another kind of machine.</source>
        <translation>실행 권한이 없거나 다른 종류의 컴퓨터용일 수 있어요.</translation>
    </message>
    <message>
        <source>Fetch or save it again; nothing was changed here.</source>
        <translation>다시 받거나 저장하세요. 여기서는 아무것도 바뀌지 않았어요.</translation>
    </message>
    <message>
        <source>Do not trust this image; nothing of it was kept.</source>
        <translation>이 이미지는 믿지 마세요. 아무것도 남겨 두지 않았어요.</translation>
    </message>
    <message>
        <source>Look for a tag that is made for this machine.</source>
        <translation>이 컴퓨터에 맞는 태그를 찾으세요.</translation>
    </message>
    <message>
        <source>Check the address and the network, then try again.</source>
        <translation>주소와 네트워크를 확인하고 다시 해 보세요.</translation>
    </message>
    <message>
        <source>Remove images or containers that you do not need, then try again.</source>
        <translation>필요 없는 이미지나 컨테이너를 삭제하고 다시 해 보세요.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>다시 해 보세요.</translation>
    </message>
    <message>
        <source>Leave this limit out, or see the fix in the details.</source>
        <translation>이 제한을 빼거나, 자세히에 있는 해결 방법을 보세요.</translation>
    </message>
    <message>
        <source>Check who owns it, or run Tare as a user who may.</source>
        <translation>소유자를 확인하거나, 권한이 있는 사용자로 Tare를 실행하세요.</translation>
    </message>
    <message>
        <source>The account at %1 could not be read: %2</source>
        <translation>계정을 읽지 못했어요: %1 (%2)</translation>
    </message>
    <message>
        <source>Log in, or check the name of the image: a private or a missing one looks like this.</source>
        <translation>로그인하거나 이미지 이름을 확인해 보세요. 비공개이거나 없는 이미지일 때 이렇게 나와요.</translation>
    </message>
</context>
<context>
    <name>EventWords</name>
    <message>
        <source>It was made of an image, and does not run yet.</source>
        <translation>이미지로 만들어졌고 아직 실행되지 않아요.</translation>
    </message>
    <message>
        <source>Its first process runs.</source>
        <translation>첫 프로세스가 실행돼요.</translation>
    </message>
    <message>
        <source>Its first process ended; the exit code says how.</source>
        <translation>첫 프로세스가 끝났어요. 어떻게 끝났는지는 종료 코드가 알려 줘요.</translation>
    </message>
    <message>
        <source>Somebody stopped it: it was asked to end, and killed if it did not.</source>
        <translation>누군가 멈췄어요. 끝내 달라고 하고, 끝나지 않으면 강제로 끝내요.</translation>
    </message>
    <message>
        <source>Somebody sent it a signal.</source>
        <translation>누군가 시그널을 보냈어요.</translation>
    </message>
    <message>
        <source>It wanted more memory than it may have, and the kernel ended a process of it.</source>
        <translation>허용된 것보다 많은 메모리를 쓰려 해서 커널이 프로세스를 끝냈어요.</translation>
    </message>
    <message>
        <source>All its processes are frozen.</source>
        <translation>모든 프로세스가 얼어 있어요.</translation>
    </message>
    <message>
        <source>Its processes go on.</source>
        <translation>프로세스가 다시 움직여요.</translation>
    </message>
    <message>
        <source>It was stopped and started again.</source>
        <translation>멈췄다가 다시 시작했어요.</translation>
    </message>
    <message>
        <source>It has another name.</source>
        <translation>이름이 바뀌었어요.</translation>
    </message>
    <message>
        <source>Its limits or its restart policy were changed.</source>
        <translation>제한이나 재시작 정책이 바뀌었어요.</translation>
    </message>
    <message>
        <source>It was removed, with all that was written in it.</source>
        <translation>안에 쓴 것과 함께 삭제됐어요.</translation>
    </message>
    <message>
        <source>Its files were written to an archive.</source>
        <translation>파일이 아카이브로 저장됐어요.</translation>
    </message>
    <message>
        <source>An image was made of it.</source>
        <translation>이것으로 이미지를 만들었어요.</translation>
    </message>
    <message>
        <source>Somebody&apos;s terminal was joined to its first process.</source>
        <translation>누군가의 터미널이 첫 프로세스에 연결됐어요.</translation>
    </message>
    <message>
        <source>Somebody&apos;s terminal left it.</source>
        <translation>누군가의 터미널이 떠났어요.</translation>
    </message>
    <message>
        <source>A further process was started in it, or ended.</source>
        <translation>안에서 다른 프로세스가 시작되거나 끝났어요.</translation>
    </message>
    <message>
        <source>Its check says so.</source>
        <translation>상태 검사의 결과예요.</translation>
    </message>
    <message>
        <source>container</source>
        <comment>type of an event</comment>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>image</source>
        <comment>type of an event</comment>
        <translation>이미지</translation>
    </message>
    <message>
        <source>network</source>
        <comment>type of an event</comment>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>volume</source>
        <comment>type of an event</comment>
        <translation>볼륨</translation>
    </message>
    <message>
        <source>It was made.</source>
        <translation>만들어졌어요.</translation>
    </message>
    <message>
        <source>It was removed.</source>
        <translation>삭제됐어요.</translation>
    </message>
    <message>
        <source>A container was plugged in.</source>
        <translation>컨테이너가 연결됐어요.</translation>
    </message>
    <message>
        <source>A container was unplugged.</source>
        <translation>컨테이너가 끊겼어요.</translation>
    </message>
    <message>
        <source>A container has it.</source>
        <translation>컨테이너가 쓰기 시작했어요.</translation>
    </message>
    <message>
        <source>A container gave it back.</source>
        <translation>컨테이너가 돌려줬어요.</translation>
    </message>
    <message>
        <source>It came from a registry.</source>
        <translation>레지스트리에서 왔어요.</translation>
    </message>
    <message>
        <source>It was sent to a registry.</source>
        <translation>레지스트리로 보냈어요.</translation>
    </message>
    <message>
        <source>It has one more name.</source>
        <translation>이름이 하나 늘었어요.</translation>
    </message>
    <message>
        <source>A name was taken from it.</source>
        <translation>이름 하나를 뗐어요.</translation>
    </message>
    <message>
        <source>It came from an archive.</source>
        <translation>아카이브에서 왔어요.</translation>
    </message>
    <message>
        <source>It was written to an archive.</source>
        <translation>아카이브로 저장됐어요.</translation>
    </message>
    <message>
        <source>It was made of a root file system.</source>
        <translation>루트 파일 시스템으로 만들어졌어요.</translation>
    </message>
    <message>
        <source>What nobody needed was removed.</source>
        <translation>아무도 쓰지 않는 것을 삭제했어요.</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>less than a second</source>
        <translation>1초 미만</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n초</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n분</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n시간</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n일</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n주</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n개월</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n년</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <comment>a span of time: 3 minutes ago</comment>
        <translation>%1 전</translation>
    </message>
    <message>
        <source>created</source>
        <comment>state of a container</comment>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>running</source>
        <comment>state of a container</comment>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>paused</source>
        <comment>state of a container</comment>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>restarting</source>
        <comment>state of a container</comment>
        <translation>다시 시작 중</translation>
    </message>
    <message>
        <source>exited</source>
        <comment>state of a container</comment>
        <translation>종료됨</translation>
    </message>
    <message>
        <source>dead</source>
        <comment>state of a container</comment>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>Up %1</source>
        <comment>running for: Up 3 minutes</comment>
        <translation>%1째 실행 중</translation>
    </message>
    <message>
        <source>Up %1 (paused)</source>
        <translation>%1째 실행 중(일시 정지)</translation>
    </message>
    <message>
        <source>Exited (%1) %2</source>
        <comment>exit code, span of time: Exited (137) 2 days ago</comment>
        <translation>종료됨(%1), %2</translation>
    </message>
    <message>
        <source>Created</source>
        <comment>STATUS column of a container</comment>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>Dead</source>
        <comment>STATUS column of a container</comment>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>unhealthy</source>
        <translation>비정상</translation>
    </message>
    <message>
        <source>health: starting</source>
        <translation>상태: 시작 중</translation>
    </message>
    <message>
        <source>Restarting (%1) %2</source>
        <comment>exit code, span of time: Restarting (1) 5 seconds ago</comment>
        <translation>다시 시작 중 (%1) %2</translation>
    </message>
</context>
<context>
    <name>InsecureOffer</name>
    <message>
        <source>Trust %1 without protection?</source>
        <translation>보호 없이 믿을까요? %1</translation>
    </message>
    <message>
        <source>Anybody between this machine and %1 can then read your password, and change every image that you pull or push. Allow it only for a registry of your own in a network that you trust.</source>
        <translation>허용하면 이 컴퓨터와 레지스트리(%1) 사이에 있는 누구나 비밀번호를 읽고, 풀하거나 푸시하는 이미지를 바꿀 수 있어요. 믿을 수 있는 네트워크에 있는 직접 운영하는 레지스트리에만 허용하세요.</translation>
    </message>
    <message>
        <source>It holds for %1 alone, for every pull, push and search from now on, until you remove it from “insecure-registries” in this file:
%2</source>
        <translation>이 레지스트리에만 적용돼요: %1. 아래 파일의 “insecure-registries”에서 지울 때까지 앞으로의 모든 풀, 푸시, 검색에 적용돼요.
%2</translation>
    </message>
    <message>
        <source>&amp;Keep it protected</source>
        <translation>보호 유지(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Allow for this registry</source>
        <translation>이 레지스트리 허용(&amp;A)</translation>
    </message>
    <message>
        <source>Nobody that this machine trusts vouches for the certificate of %1.</source>
        <translation>이 컴퓨터가 믿는 기관이 보증하지 않는 인증서예요: %1</translation>
    </message>
    <message>
        <source>%1 does not speak TLS: what goes there and comes from there is not protected.</source>
        <translation>TLS를 쓰지 않는 레지스트리라서 오가는 내용이 보호되지 않아요: %1</translation>
    </message>
    <message>
        <source>If the registry is your own, give this machine its authority’s certificate (see the details).</source>
        <translation>직접 운영하는 레지스트리라면 인증 기관의 인증서를 이 컴퓨터에 넣으세요(자세한 내용 참고).</translation>
    </message>
    <message>
        <source>Check the name; if the registry is your own, let it speak TLS.</source>
        <translation>이름을 확인하세요. 직접 운영하는 레지스트리라면 TLS를 켜세요.</translation>
    </message>
    <message>
        <source>Allow it &amp;unprotected…</source>
        <translation>보호 없이 허용(&amp;U)…</translation>
    </message>
    <message>
        <source>Says first what that means (insecure-registries)</source>
        <translation>무슨 뜻인지 먼저 알려 줘요 (insecure-registries)</translation>
    </message>
</context>
<context>
    <name>Instruction</name>
    <message>
        <source>not told by the image</source>
        <comment>in place of the instruction that made a layer</comment>
        <translation>이미지에 적혀 있지 않음</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>As the desktop</source>
        <translation>데스크톱에 맞춤</translation>
    </message>
</context>
<context>
    <name>LimitScale</name>
    <message>
        <source>%1 CPUs</source>
        <translation>CPU %1개</translation>
    </message>
</context>
<context>
    <name>MediaWords</name>
    <message>
        <source>A layer: a tar of the files that it adds and changes, with marks for those that it removes.</source>
        <translation>레이어예요. 더하거나 바꾼 파일을 담은 tar이고, 지운 파일은 표시로 남겨요.</translation>
    </message>
    <message>
        <source>Compressed with gzip.</source>
        <translation>gzip으로 압축했어요.</translation>
    </message>
    <message>
        <source>Compressed with zstd.</source>
        <translation>zstd로 압축했어요.</translation>
    </message>
    <message>
        <source>Not compressed.</source>
        <translation>압축하지 않았어요.</translation>
    </message>
    <message>
        <source>OCI&apos;s image index: names one manifest for each platform.</source>
        <translation>OCI 이미지 인덱스예요. 플랫폼마다 매니페스트 하나를 가리켜요.</translation>
    </message>
    <message>
        <source>Docker&apos;s manifest list: names one manifest for each platform.</source>
        <translation>Docker 매니페스트 목록이에요. 플랫폼마다 매니페스트 하나를 가리켜요.</translation>
    </message>
    <message>
        <source>OCI&apos;s image manifest: names the configuration and the layers by their digests.</source>
        <translation>OCI 이미지 매니페스트예요. 구성과 레이어를 다이제스트로 가리켜요.</translation>
    </message>
    <message>
        <source>Docker&apos;s image manifest, schema 2: names the configuration and the layers by their digests.</source>
        <translation>Docker 이미지 매니페스트(스키마 2)예요. 구성과 레이어를 다이제스트로 가리켜요.</translation>
    </message>
    <message>
        <source>The configuration: what a container of the image runs, with which environment, and the digests of the unpacked layers. Its own digest is the image id.</source>
        <translation>구성이에요. 컨테이너가 무엇을 어떤 환경에서 실행하는지, 그리고 푼 레이어의 다이제스트를 담아요. 구성의 다이제스트가 곧 이미지 id예요.</translation>
    </message>
</context>
<context>
    <name>MountKinds</name>
    <message>
        <source>folder of this machine (-v)</source>
        <translation>이 컴퓨터의 폴더 (-v)</translation>
    </message>
    <message>
        <source>/folder/here</source>
        <translation>/이-컴퓨터의/폴더</translation>
    </message>
    <message>
        <source>volume with a name (-v)</source>
        <translation>이름 있는 볼륨 (-v)</translation>
    </message>
    <message>
        <source>name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>folder of its own, that stays with it (-v)</source>
        <translation>컨테이너와 함께 남는 자기 폴더 (-v)</translation>
    </message>
    <message>
        <source>folder in memory (--tmpfs)</source>
        <translation>메모리 폴더 (--tmpfs)</translation>
    </message>
    <message>
        <source>Which folder of this machine?</source>
        <translation>이 컴퓨터의 어느 폴더인지 쓰세요.</translation>
    </message>
    <message>
        <source>“%1” is no folder: it begins with a /.</source>
        <translation>폴더가 아니에요. 폴더는 /로 시작해요: “%1”</translation>
    </message>
    <message>
        <source>Where in the container?</source>
        <translation>컨테이너 안 어디인지 쓰세요.</translation>
    </message>
    <message>
        <source>“%1” is no folder of the container: it begins with a /, and is not / itself.</source>
        <translation>컨테이너의 폴더가 아니에요. /로 시작하고, / 자체는 안 돼요: “%1”</translation>
    </message>
    <message>
        <source>A folder with a : in its name cannot be given with -v.</source>
        <translation>이름에 :이 있는 폴더는 -v로 줄 수 없어요.</translation>
    </message>
    <message>
        <source>More than these fields say stays with it: %1</source>
        <translation>이 칸에 없는 설정도 그대로 남아요: %1</translation>
    </message>
    <message>
        <source>A volume&apos;s name has at least two letters, digits or _ . - and begins with a letter or digit.</source>
        <translation>볼륨 이름은 글자나 숫자로 시작하고, 글자, 숫자, _ . - 를 합해 두 자 이상이어야 해요.</translation>
    </message>
</context>
<context>
    <name>Ports</name>
    <message>
        <source>on all addresses of this machine</source>
        <translation>이 컴퓨터의 모든 주소에서</translation>
    </message>
    <message>
        <source>for this machine alone</source>
        <translation>이 컴퓨터에서만</translation>
    </message>
    <message>
        <source>on the address %1</source>
        <translation>주소 %1에서</translation>
    </message>
    <message>
        <source>at port %1, %2</source>
        <translation>%2 포트 %1번으로</translation>
    </message>
    <message>
        <source>is published when it starts</source>
        <translation>시작하면 공개돼요</translation>
    </message>
    <message>
        <source>not published: only its networks reach it</source>
        <translation>공개하지 않음: 같은 네트워크에서만 닿아요</translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message>
        <source>Some resource limits cannot be applied on this machine: %1</source>
        <translation>이 컴퓨터에서는 일부 자원 제한을 적용할 수 없어요: %1</translation>
    </message>
    <message>
        <source>Containers without root are not possible yet: %1</source>
        <translation>root 없이 컨테이너를 실행하는 것은 아직 안 돼요: %1</translation>
    </message>
    <message>
        <source>This user has no range of subordinate user ids: %1</source>
        <translation>이 사용자에게 하위 사용자 id 범위가 없어요: %1</translation>
    </message>
    <message>
        <source>Virtual machines run in software emulation here: %1</source>
        <translation>여기서는 가상 머신이 소프트웨어 에뮬레이션으로 실행돼요: %1</translation>
    </message>
    <message>
        <source>Virtual machines cannot be started yet: %1</source>
        <translation>가상 머신을 아직 시작할 수 없어요: %1</translation>
    </message>
    <message>
        <source>The starter image cannot be made yet: %1</source>
        <translation>시작용 이미지를 아직 만들 수 없어요: %1</translation>
    </message>
    <message>
        <source>To mend it: %1</source>
        <translation>해결 방법: %1</translation>
    </message>
    <message numerus="yes">
        <source>(and %n more)</source>
        <comment>further things that the machine lacks</comment>
        <translation>
            <numerusform>(외 %n개)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreflightFound</name>
    <message>
        <source>%1 has every system call that containers are made with.</source>
        <translation>%1에는 컨테이너를 만드는 데 쓰는 시스템 호출이 모두 있어요.</translation>
    </message>
    <message>
        <source>%1 does not have: %2.</source>
        <translation>%1에 없는 것: %2.</translation>
    </message>
    <message>
        <source>The kernel filters system calls.</source>
        <translation>커널이 시스템 호출을 걸러요.</translation>
    </message>
    <message>
        <source>The kernel does not filter system calls: %1.</source>
        <translation>커널이 시스템 호출을 거르지 않아요: %1.</translation>
    </message>
    <message>
        <source>An ordinary user can be root of a user namespace of his own.</source>
        <translation>일반 사용자가 자기 사용자 네임스페이스의 root가 될 수 있어요.</translation>
    </message>
    <message>
        <source>This user can be root of a user namespace of his own.</source>
        <translation>이 사용자가 자기 사용자 네임스페이스의 root가 될 수 있어요.</translation>
    </message>
    <message>
        <source>A user namespace cannot be made: %1.</source>
        <translation>사용자 네임스페이스를 만들 수 없어요: %1.</translation>
    </message>
    <message>
        <source>Root has every id of the machine.</source>
        <translation>root는 이 컴퓨터의 모든 ID를 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Only this user&apos;s own id can be used in containers: %1.</source>
        <translation>컨테이너에서 이 사용자의 ID 하나만 쓸 수 있어요: %1.</translation>
    </message>
    <message>
        <source>%1 ids can be used in containers.</source>
        <translation>컨테이너에서 ID %1개를 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>newuidmap does not map this user&apos;s ids: %1.</source>
        <translation>newuidmap이 이 사용자의 ID를 잇지 못해요: %1.</translation>
    </message>
    <message>
        <source>No folder can be made in %1: %2.</source>
        <translation>%1에 폴더를 만들 수 없어요: %2.</translation>
    </message>
    <message>
        <source>Layers can be put together in %1.</source>
        <translation>%1에서 레이어를 합칠 수 있어요.</translation>
    </message>
    <message>
        <source>An overlay cannot be mounted in %1: %2.</source>
        <translation>%1에 overlay를 마운트할 수 없어요: %2.</translation>
    </message>
    <message>
        <source>Can be applied, by control groups of version %1.</source>
        <translation>걸 수 있어요(cgroup 버전 %1).</translation>
    </message>
    <message>
        <source>Cannot be applied: %1.</source>
        <translation>걸 수 없어요: %1.</translation>
    </message>
    <message>
        <source>A bridge with a pair of devices can be made.</source>
        <translation>브리지와 장치 한 쌍을 만들 수 있어요.</translation>
    </message>
    <message>
        <source>A bridge with a pair of devices cannot be made: %1.</source>
        <translation>브리지와 장치 한 쌍을 만들 수 없어요: %1.</translation>
    </message>
    <message>
        <source>nftables takes the rules that translate addresses and publish ports.</source>
        <translation>nftables가 주소를 바꾸고 포트를 게시하는 규칙을 받아들여요.</translation>
    </message>
    <message>
        <source>nftables refuses the rules that translate addresses and publish ports: %1.</source>
        <translation>nftables가 주소를 바꾸고 포트를 게시하는 규칙을 받아들이지 않아요: %1.</translation>
    </message>
    <message>
        <source>Without root, containers have a network of their own in which packets are forwarded.</source>
        <translation>root가 아니면 컨테이너가 자기 네트워크를 갖고, 패킷은 그 안에서 전달돼요.</translation>
    </message>
    <message>
        <source>Without root, this machine&apos;s firewall does not see packets between containers.</source>
        <translation>root가 아니면 이 컴퓨터의 방화벽은 컨테이너 사이의 패킷을 보지 못해요.</translation>
    </message>
    <message>
        <source>net.ipv4.ip_forward is on.</source>
        <translation>net.ipv4.ip_forward가 켜져 있어요.</translation>
    </message>
    <message>
        <source>net.ipv4.ip_forward is off; the first network switches it on.</source>
        <translation>net.ipv4.ip_forward가 꺼져 있어요. 첫 네트워크가 켜요.</translation>
    </message>
    <message>
        <source>net.ipv4.ip_forward is off and cannot be switched on from here.</source>
        <translation>net.ipv4.ip_forward가 꺼져 있고 여기서는 켤 수 없어요.</translation>
    </message>
    <message>
        <source>Packets between containers of one network pass nothing but their bridge.</source>
        <translation>같은 네트워크의 컨테이너 사이를 오가는 패킷은 브리지만 지나요.</translation>
    </message>
    <message>
        <source>Packets between containers of one network also pass this machine&apos;s iptables rules (br_netfilter): another program&apos;s firewall can stop them, and they are slower.</source>
        <translation>같은 네트워크의 컨테이너 사이를 오가는 패킷이 이 컴퓨터의 iptables 규칙(br_netfilter)도 지나요. 다른 프로그램의 방화벽이 막을 수 있고, 더 느려요.</translation>
    </message>
    <message>
        <source>Root&apos;s networks are bridges of the kernel.</source>
        <translation>root의 네트워크는 커널의 브리지예요.</translation>
    </message>
    <message>
        <source>Neither pasta nor slirp4netns is here: without root, containers have no network.</source>
        <translation>pasta도 slirp4netns도 없어요. root가 아니면 컨테이너에 네트워크가 없어요.</translation>
    </message>
    <message>
        <source>%1 carries the packets of containers.</source>
        <translation>%1: 컨테이너의 패킷을 날라요.</translation>
    </message>
    <message>
        <source>%1 does not start: %2.</source>
        <translation>%1: 시작되지 않아요: %2.</translation>
    </message>
    <message>
        <source>/dev/net/tun cannot be opened: %1.</source>
        <translation>/dev/net/tun을 열 수 없어요: %1.</translation>
    </message>
    <message>
        <source>/dev/net/tun opens but makes no device: %1.</source>
        <translation>/dev/net/tun은 열리지만 장치를 만들지 못해요: %1.</translation>
    </message>
    <message>
        <source>/dev/net/tun can be opened.</source>
        <translation>/dev/net/tun을 열 수 있어요.</translation>
    </message>
    <message>
        <source>Every port from 80 on can be published.</source>
        <translation>80번부터 모든 포트를 게시할 수 있어요.</translation>
    </message>
    <message>
        <source>Ports below %1 cannot be published by this user.</source>
        <translation>이 사용자는 %1번보다 낮은 포트를 게시할 수 없어요.</translation>
    </message>
    <message>
        <source>IPv6 is on.</source>
        <translation>IPv6가 켜져 있어요.</translation>
    </message>
    <message>
        <source>There is no IPv6: networks with --ipv6 cannot be used.</source>
        <translation>IPv6가 없어서 --ipv6 네트워크를 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Files cannot be watched any more (%1): other programs have used up what this user may.</source>
        <translation>파일을 더 지켜볼 수 없어요(%1). 다른 프로그램이 이 사용자의 몫을 다 썼어요.</translation>
    </message>
    <message>
        <source>Only %1 programs&apos; places and %2 files can be watched at once.</source>
        <translation>한 번에 자리 %1개와 파일 %2개만 지켜볼 수 있어요.</translation>
    </message>
    <message>
        <source>%1 programs&apos; places and %2 files can be watched at once.</source>
        <translation>한 번에 자리 %1개와 파일 %2개를 지켜볼 수 있어요.</translation>
    </message>
    <message>
        <source>A program may have at most %1 open files.</source>
        <translation>프로그램 하나가 파일을 %1개까지 열 수 있어요.</translation>
    </message>
    <message>
        <source>A program may have any number of open files.</source>
        <translation>프로그램이 여는 파일의 수에 제한이 없어요.</translation>
    </message>
    <message>
        <source>%1 are free where images and containers are kept (%2).</source>
        <translation>이미지와 컨테이너가 놓이는 곳(%2)에 %1가 남아 있어요.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1: 읽을 수 없어요: %2.</translation>
    </message>
    <message>
        <source>%1 can only be read.</source>
        <translation>%1: 읽을 수만 있어요.</translation>
    </message>
    <message>
        <source>The kernel does not say by what it tells the time.</source>
        <translation>커널이 무엇으로 시간을 재는지 알려 주지 않아요.</translation>
    </message>
    <message>
        <source>Time is told by %1, which a program reads without a system call.</source>
        <translation>%1(으)로 시간을 재요. 프로그램이 시스템 호출 없이 읽을 수 있어요.</translation>
    </message>
    <message>
        <source>Time is told by %1, which takes microseconds to read: short measurements are less exact.</source>
        <translation>%1(으)로 시간을 재요. 읽는 데 몇 마이크로초가 걸려서 짧은 측정은 덜 정확해요.</translation>
    </message>
    <message>
        <source>QEMU %1 is here.</source>
        <translation>QEMU %1이(가) 있어요.</translation>
    </message>
    <message>
        <source>Guests boot %1.</source>
        <translation>게스트는 %1(으)로 부팅해요.</translation>
    </message>
    <message>
        <source>No guest can be asked before the two above are here.</source>
        <translation>위의 두 가지가 있어야 게스트를 부팅해 볼 수 있어요.</translation>
    </message>
    <message>
        <source>A guest came up on KVM.</source>
        <translation>게스트가 KVM으로 부팅됐어요.</translation>
    </message>
    <message>
        <source>Guests run in software emulation: %1.</source>
        <translation>게스트는 소프트웨어 에뮬레이션으로 실행돼요: %1.</translation>
    </message>
    <message>
        <source>Not available on this machine: %1.</source>
        <translation>이 컴퓨터에 없어요: %1.</translation>
    </message>
</context>
<context>
    <name>PreflightWords</name>
    <message>
        <source>System calls</source>
        <translation>시스템 호출</translation>
    </message>
    <message>
        <source>A container is made by newer calls of the Linux kernel. Without them nothing runs.</source>
        <translation>컨테이너는 리눅스 커널의 비교적 새로운 호출로 만들어져요. 이것이 없으면 아무것도 실행되지 않아요.</translation>
    </message>
    <message>
        <source>System call filter (seccomp)</source>
        <translation>시스템 호출 거르기(seccomp)</translation>
    </message>
    <message>
        <source>Keeps containers from calls that they do not need, and that break-outs have used.</source>
        <translation>컨테이너에 필요 없고 탈출에 쓰인 적이 있는 호출을 막아요.</translation>
    </message>
    <message>
        <source>User namespaces</source>
        <translation>사용자 네임스페이스</translation>
    </message>
    <message>
        <source>An ordinary user is root inside his container and nobody outside. Without them only root runs containers.</source>
        <translation>일반 사용자가 자기 컨테이너 안에서는 root이고 밖에서는 아무 권한도 없게 해요. 없으면 root만 컨테이너를 실행할 수 있어요.</translation>
    </message>
    <message>
        <source>Subordinate ids (newuidmap)</source>
        <translation>하위 사용자 ID(newuidmap)</translation>
    </message>
    <message>
        <source>A container has many users, so it needs many ids. With one id, images whose files belong to several users do not work, nor does --user.</source>
        <translation>컨테이너에는 사용자가 여럿이라 ID도 여럿 필요해요. ID가 하나뿐이면 여러 사용자의 파일이 든 이미지와 --user를 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Layers (overlay)</source>
        <translation>레이어(overlay)</translation>
    </message>
    <message>
        <source>Containers of one image share its files and store only what they change.</source>
        <translation>같은 이미지의 컨테이너는 파일을 함께 쓰고 바뀐 것만 저장해요.</translation>
    </message>
    <message>
        <source>Limit of CPU time</source>
        <translation>CPU 시간 제한</translation>
    </message>
    <message>
        <source>For --cpus, --cpu-shares and --cpu-quota.</source>
        <translation>--cpus, --cpu-shares, --cpu-quota에 쓰여요.</translation>
    </message>
    <message>
        <source>Limit of memory</source>
        <translation>메모리 제한</translation>
    </message>
    <message>
        <source>For --memory: without it one container can use up the whole machine&apos;s.</source>
        <translation>--memory에 쓰여요. 없으면 컨테이너 하나가 컴퓨터의 메모리를 다 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Limit of swap</source>
        <translation>스왑 제한</translation>
    </message>
    <message>
        <source>For --memory-swap: memory and swap together.</source>
        <translation>--memory-swap에 쓰여요. 메모리와 스왑을 합친 값이에요.</translation>
    </message>
    <message>
        <source>Limit of processes</source>
        <translation>프로세스 수 제한</translation>
    </message>
    <message>
        <source>For --pids-limit: what stops a fork bomb.</source>
        <translation>--pids-limit에 쓰여요. 포크 폭탄을 막아 줘요.</translation>
    </message>
    <message>
        <source>Choice of CPUs</source>
        <translation>CPU 고르기</translation>
    </message>
    <message>
        <source>For --cpuset-cpus and --cpuset-mems.</source>
        <translation>--cpuset-cpus와 --cpuset-mems에 쓰여요.</translation>
    </message>
    <message>
        <source>Limit of disk rates</source>
        <translation>디스크 속도 제한</translation>
    </message>
    <message>
        <source>For --device-read-bps and its kin.</source>
        <translation>--device-read-bps 등에 쓰여요.</translation>
    </message>
    <message>
        <source>Shares of the disk</source>
        <translation>디스크 우선순위</translation>
    </message>
    <message>
        <source>For --blkio-weight: who comes first when the disk is busy.</source>
        <translation>--blkio-weight에 쓰여요. 디스크가 바쁠 때 누가 먼저인지 정해요.</translation>
    </message>
    <message>
        <source>Bridges</source>
        <translation>브리지</translation>
    </message>
    <message>
        <source>The switch that containers of one network are plugged into.</source>
        <translation>같은 네트워크의 컨테이너가 꽂히는 스위치예요.</translation>
    </message>
    <message>
        <source>Address translation (nftables)</source>
        <translation>주소 변환(nftables)</translation>
    </message>
    <message>
        <source>Lets containers out to the network, and published ports in (-p).</source>
        <translation>컨테이너가 밖으로 나가고, 게시한 포트(-p)로 들어올 수 있게 해요.</translation>
    </message>
    <message>
        <source>Forwarding</source>
        <translation>패킷 전달</translation>
    </message>
    <message>
        <source>Without it packets do not leave their bridge: containers reach this machine alone.</source>
        <translation>없으면 패킷이 브리지를 떠나지 못해서 컨테이너가 이 컴퓨터에만 닿아요.</translation>
    </message>
    <message>
        <source>Firewall on bridges (br_netfilter)</source>
        <translation>브리지의 방화벽(br_netfilter)</translation>
    </message>
    <message>
        <source>Whether rules of other programs apply between two containers of one network.</source>
        <translation>같은 네트워크의 컨테이너 사이에도 다른 프로그램의 규칙이 적용되는지예요.</translation>
    </message>
    <message>
        <source>Network without root (pasta, slirp4netns)</source>
        <translation>root 없는 네트워크(pasta, slirp4netns)</translation>
    </message>
    <message>
        <source>Carries the packets of a user&apos;s containers. Without it they have --network none and host only.</source>
        <translation>사용자의 컨테이너가 주고받는 패킷을 날라요. 없으면 --network none과 host만 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Network device of a user (/dev/net/tun)</source>
        <translation>사용자의 네트워크 장치(/dev/net/tun)</translation>
    </message>
    <message>
        <source>What pasta and slirp4netns plug into a container.</source>
        <translation>pasta와 slirp4netns가 컨테이너에 꽂는 장치예요.</translation>
    </message>
    <message>
        <source>Low ports</source>
        <translation>낮은 포트</translation>
    </message>
    <message>
        <source>For -p 80:80: a web server where browsers look for it.</source>
        <translation>-p 80:80처럼 브라우저가 찾는 자리에 웹 서버를 둘 때 필요해요.</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>For networks with --ipv6, and for published ports at ::1.</source>
        <translation>--ipv6 네트워크와 ::1에 게시한 포트에 쓰여요.</translation>
    </message>
    <message>
        <source>Watching files (inotify)</source>
        <translation>파일 지켜보기(inotify)</translation>
    </message>
    <message>
        <source>By this the window learns what happens; every log that is followed needs one, too.</source>
        <translation>창이 무슨 일이 일어났는지 아는 길이에요. 따라가는 로그마다 하나씩 필요해요.</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>열 수 있는 파일</translation>
    </message>
    <message>
        <source>Servers with many connections need many. A container cannot have more than its starter.</source>
        <translation>연결이 많은 서버는 많이 필요해요. 컨테이너는 시작한 쪽보다 더 많이 가질 수 없어요.</translation>
    </message>
    <message>
        <source>Space on the disk</source>
        <translation>디스크 공간</translation>
    </message>
    <message>
        <source>Images, what containers write, and disks of virtual machines are kept there.</source>
        <translation>이미지, 컨테이너가 쓴 것, 가상 머신의 디스크가 여기에 놓여요.</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>시계</translation>
    </message>
    <message>
        <source>What Compare measures is a few milliseconds long; a slow clock adds its own time to it.</source>
        <translation>비교가 재는 것은 몇 밀리초예요. 느린 시계는 제 시간을 거기에 보태요.</translation>
    </message>
    <message>
        <source>Virtual machines (QEMU)</source>
        <translation>가상 머신(QEMU)</translation>
    </message>
    <message>
        <source>Compare weighs a container against one.</source>
        <translation>비교는 컨테이너를 가상 머신과 견주어요.</translation>
    </message>
    <message>
        <source>Kernel for virtual machines</source>
        <translation>가상 머신의 커널</translation>
    </message>
    <message>
        <source>A virtual machine runs its own kernel, other than a container; it boots the image with it.</source>
        <translation>컨테이너와 달리 가상 머신은 자기 커널을 실행해요. 이 커널로 이미지를 부팅해요.</translation>
    </message>
    <message>
        <source>Hardware virtualization (KVM)</source>
        <translation>하드웨어 가상화(KVM)</translation>
    </message>
    <message>
        <source>With it a virtual machine runs nearly as fast as this one. Without it everything is emulated, and many times slower. A guest was asked: a /dev/kvm that opens proves nothing.</source>
        <translation>있으면 가상 머신이 이 컴퓨터만큼 빠르고, 없으면 모든 것을 흉내 내느라 몇 배나 느려요. 게스트를 실제로 부팅해서 확인해요. /dev/kvm이 열린다는 것만으로는 알 수 없어요.</translation>
    </message>
    <message>
        <source>What containers are made of</source>
        <translation>컨테이너를 이루는 것</translation>
    </message>
    <message>
        <source>Containers without root</source>
        <translation>root 없는 컨테이너</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Resource limits (control groups)</source>
        <translation>자원 제한(cgroup)</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Virtual machines and measurements</source>
        <translation>가상 머신과 측정</translation>
    </message>
    <message>
        <source>works</source>
        <comment>state of a check</comment>
        <translation>됨</translation>
    </message>
    <message>
        <source>limited</source>
        <comment>state of a check</comment>
        <translation>제한됨</translation>
    </message>
    <message>
        <source>missing</source>
        <comment>state of a check</comment>
        <translation>없음</translation>
    </message>
    <message>
        <source>not needed</source>
        <comment>state of a check</comment>
        <translation>필요 없음</translation>
    </message>
</context>
<context>
    <name>TreemapTiles</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <comment>files too small to be drawn one by one</comment>
        <translation>
            <numerusform>그 밖의 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source>No difference in starting that %n run(s) can show</source>
        <comment>title of a chart</comment>
        <translation>
            <numerusform>%n번의 실행으로는 시작 시간의 차이가 드러나지 않아요</numerusform>
        </translation>
    </message>
    <message>
        <source>In software emulation, the virtual machine needs %1 times as long to start as the container</source>
        <comment>title of a chart</comment>
        <translation>소프트웨어 에뮬레이션에서 가상 머신은 컨테이너보다 시작하는 데 %1배 오래 걸려요</translation>
    </message>
    <message>
        <source>The virtual machine needs %1 times as long to start as the container</source>
        <comment>title of a chart</comment>
        <translation>가상 머신은 컨테이너보다 시작하는 데 %1배 오래 걸려요</translation>
    </message>
    <message>
        <source>In software emulation, the virtual machine needs %1 times as long to start as the host process</source>
        <comment>title of a chart</comment>
        <translation>소프트웨어 에뮬레이션에서 가상 머신은 호스트 프로세스보다 시작하는 데 %1배 오래 걸려요</translation>
    </message>
    <message>
        <source>The virtual machine needs %1 times as long to start as the host process</source>
        <comment>title of a chart</comment>
        <translation>가상 머신은 호스트 프로세스보다 시작하는 데 %1배 오래 걸려요</translation>
    </message>
    <message>
        <source>The virtual machine, in software emulation, needs %1: no difference that these runs can show.</source>
        <translation>소프트웨어 에뮬레이션의 가상 머신은 %1 걸려요. 이 실행들로는 차이가 드러나지 않아요.</translation>
    </message>
    <message>
        <source>The virtual machine needs %1: no difference that these runs can show.</source>
        <translation>가상 머신은 %1 걸려요. 이 실행들로는 차이가 드러나지 않아요.</translation>
    </message>
    <message>
        <source>The virtual machine, in software emulation, needs %1, which is %2 times as long.</source>
        <translation>소프트웨어 에뮬레이션의 가상 머신은 %1 걸려서 %2배예요.</translation>
    </message>
    <message>
        <source>The virtual machine needs %1, which is %2 times as long.</source>
        <translation>가상 머신은 %1 걸려서 %2배예요.</translation>
    </message>
    <message>
        <source>In a container, the program says its first line after %1.</source>
        <translation>컨테이너에서는 %1 만에 프로그램의 첫 줄이 나와요.</translation>
    </message>
    <message>
        <source>In a container, the program says its first line after %1: no difference from the plain process that these runs can show.</source>
        <translation>컨테이너에서는 %1 만에 프로그램의 첫 줄이 나와요. 이 실행들로는 일반 프로세스와의 차이가 드러나지 않아요.</translation>
    </message>
    <message>
        <source>In a container, the program says its first line after %1, and as a plain process after %2.</source>
        <translation>프로그램의 첫 줄이 컨테이너에서는 %1 만에, 일반 프로세스로는 %2 만에 나와요.</translation>
    </message>
    <message>
        <source>In a container, the program says its first line after %1, which is %2 more than as a plain process.</source>
        <translation>컨테이너에서는 %1 만에 프로그램의 첫 줄이 나와요. 일반 프로세스보다 %2 더 걸려요.</translation>
    </message>
    <message>
        <source>The virtual machine holds %1 of memory, and %2 are reserved for it.</source>
        <translation>가상 머신은 메모리를 %1 차지하고, %2가 예약돼 있어요.</translation>
    </message>
    <message>
        <source>The virtual machine holds %1 of memory where the container needs %2, and %3 are reserved for it.</source>
        <translation>컨테이너가 메모리를 %2 쓸 때 가상 머신은 %1를 차지하고, %3가 예약돼 있어요.</translation>
    </message>
    <message>
        <source>The container adds %1 to the start of the host process</source>
        <comment>title of a chart</comment>
        <translation>컨테이너는 호스트 프로세스의 시작에 %1를 더해요</translation>
    </message>
    <message>
        <source>The host process needs %1 longer to start than the container</source>
        <comment>title of a chart</comment>
        <translation>호스트 프로세스는 컨테이너보다 시작하는 데 %1 더 걸려요</translation>
    </message>
    <message>
        <source>No run has given a number yet</source>
        <comment>title of a chart</comment>
        <translation>아직 수치가 나온 실행이 없어요</translation>
    </message>
    <message>
        <source>%1: %2 to its first line</source>
        <comment>title of a chart: subject, time</comment>
        <translation>%1: 첫 줄까지 %2</translation>
    </message>
    <message>
        <source>Where the time of a start goes</source>
        <comment>title of a chart</comment>
        <translation>시작 시간이 쓰이는 곳</translation>
    </message>
    <message>
        <source>%1: the longest part of the start is “%2”, with %3</source>
        <comment>title of a chart: subject, stage, time</comment>
        <translation>%1: 시작에서 가장 긴 부분은 “%2”, %3예요</translation>
    </message>
    <message>
        <source>The virtual machine holds %1 times the memory of the container, and %2 are reserved for it</source>
        <comment>title of a chart</comment>
        <translation>가상 머신은 컨테이너의 %1배에 이르는 메모리를 차지하고, %2가 예약돼 있어요</translation>
    </message>
    <message>
        <source>%1: %2 of memory in use</source>
        <comment>title of a chart: subject, bytes</comment>
        <translation>%1: 메모리 %2 사용 중</translation>
    </message>
    <message>
        <source>Memory in use and reserved</source>
        <comment>title of a chart</comment>
        <translation>사용 중인 메모리와 예약된 메모리</translation>
    </message>
    <message>
        <source>As a plain process, the program says its first line after %1.</source>
        <translation>일반 프로세스로는 %1 만에 프로그램의 첫 줄이 나와요.</translation>
    </message>
    <message>
        <source>In a virtual machine, in software emulation, the program says its first line after %1.</source>
        <translation>소프트웨어 에뮬레이션의 가상 머신에서는 %1 만에 프로그램의 첫 줄이 나와요.</translation>
    </message>
    <message>
        <source>In a virtual machine, the program says its first line after %1.</source>
        <translation>가상 머신에서는 %1 만에 프로그램의 첫 줄이 나와요.</translation>
    </message>
    <message>
        <source>Suspect: “%1” is faster than the host process, which cannot be. Something disturbed the measurement.</source>
        <translation>의심스러워요: “%1” 쪽이 호스트 프로세스보다 빠를 수는 없어요. 무언가가 측정을 방해했어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) of “%1” gave no number; the table of runs says why.</source>
        <translation>
            <numerusform>“%1” 실행 %n회에서 수치를 얻지 못했어요. 이유는 실행 표에 있어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The comparison was cancelled before its end.</source>
        <translation>비교가 끝나기 전에 취소됐어요.</translation>
    </message>
    <message>
        <source>One image and one program were weighed. Another program may weigh differently.</source>
        <translation>이미지 하나와 프로그램 하나를 달아 본 결과예요. 다른 프로그램은 다를 수 있어요.</translation>
    </message>
    <message>
        <source>Only the start and the memory were measured, not how fast the program works afterwards, nor disks or networks.</source>
        <translation>시작과 메모리만 측정했어요. 그 뒤에 프로그램이 얼마나 빠른지, 디스크와 네트워크는 어떤지는 측정하지 않았어요.</translation>
    </message>
    <message>
        <source>The image was on this machine already: the time that pulling it takes is not in these numbers.</source>
        <translation>이미지는 이미 이 컴퓨터에 있었어요. 풀하는 데 걸리는 시간은 들어 있지 않아요.</translation>
    </message>
    <message>
        <source>One instance ran at a time. How many fit on this machine is another question.</source>
        <translation>한 번에 하나씩만 실행했어요. 이 컴퓨터에 몇 개까지 들어가는지는 다른 문제예요.</translation>
    </message>
    <message>
        <source>A container shares the kernel of the host, a virtual machine has its own. What that separation is worth is not on a chart.</source>
        <translation>컨테이너는 호스트의 커널을 함께 쓰고, 가상 머신은 자기 커널을 가져요. 그 분리의 가치는 차트에 나오지 않아요.</translation>
    </message>
    <message>
        <source>Software emulation translates every instruction of the guest. These numbers are not what a virtual machine costs on hardware that runs it directly.</source>
        <translation>소프트웨어 에뮬레이션은 게스트의 명령어를 하나하나 번역해요. 이 수치는 하드웨어에서 바로 실행되는 가상 머신의 비용이 아니에요.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The window of Tare.</source>
        <translation>Tare의 창이에요.</translation>
    </message>
    <message>
        <source>Keep images and containers in &lt;dir&gt;.</source>
        <translation>이미지와 컨테이너를 &lt;dir&gt;에 둬요.</translation>
    </message>
    <message>
        <source>Keep sockets and locks in &lt;dir&gt;.</source>
        <translation>소켓과 잠금 파일을 &lt;dir&gt;에 둬요.</translation>
    </message>
    <message>
        <source>Print the time to the first paint, and quit.</source>
        <translation>첫 화면이 그려질 때까지의 시간을 출력하고 끝내요.</translation>
    </message>
    <message>
        <source>Open at &lt;page&gt;: containers, images, compare, networks, volumes, preflight or events.</source>
        <translation>&lt;page&gt;에서 열기: containers, images, compare, networks, volumes, preflight, events.</translation>
    </message>
</context>
<context>
    <name>tare::gui::AccountsDialog</name>
    <message>
        <source>Docker Hub</source>
        <translation>Docker Hub</translation>
    </message>
    <message>
        <source>Log &amp;out</source>
        <translation>로그아웃(&amp;O)</translation>
    </message>
    <message>
        <source>Log &amp;in</source>
        <translation>로그인(&amp;I)</translation>
    </message>
    <message>
        <source>Accounts at registries</source>
        <translation>레지스트리 계정</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>레지스트리</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>보관 위치</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Forgets the account of the chosen registry here (docker logout)</source>
        <translation>선택한 레지스트리의 계정을 이 컴퓨터에서 지워요 (docker logout)</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Asks the registry whether it takes the account, and keeps it then (docker login)</source>
        <translation>레지스트리에 계정이 맞는지 물어보고, 맞으면 보관해요 (docker login)</translation>
    </message>
    <message>
        <source>Nobody is logged in anywhere.</source>
        <translation>로그인한 곳이 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>계정 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>It will be kept in the desktop&apos;s keyring.</source>
        <translation>데스크톱 키링에 보관해요.</translation>
    </message>
    <message>
        <source>There is no keyring here: it will be kept unencrypted in %1, where whoever can read that file reads the password.</source>
        <translation>이 컴퓨터에는 키링이 없어서 암호화하지 않고 %1 파일에 보관해요. 그 파일을 읽을 수 있는 사람은 비밀번호도 읽을 수 있어요.</translation>
    </message>
    <message>
        <source>It will be kept by %1.</source>
        <comment>a program</comment>
        <translation>보관하는 프로그램: %1</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>확인 중: %1…</translation>
    </message>
    <message>
        <source>%1 does not take this name and password.</source>
        <comment>a registry</comment>
        <translation>이 이름과 비밀번호를 받아 주지 않아요: %1</translation>
    </message>
    <message>
        <source>Check both; some registries want an access token in the password&apos;s place.</source>
        <translation>둘 다 확인해 보세요. 비밀번호 대신 액세스 토큰을 받는 레지스트리도 있어요.</translation>
    </message>
    <message>
        <source>Logged in at %1.</source>
        <translation>로그인했어요: %1</translation>
    </message>
    <message>
        <source>The password is unencrypted in %1.</source>
        <translation>비밀번호가 암호화되지 않은 채 들어 있는 파일: %1</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
</context>
<context>
    <name>tare::gui::AnatomyGraph</name>
    <message>
        <source>Named by digest, but not in the store</source>
        <translation>다이제스트로 가리키지만 저장소에는 없어요</translation>
    </message>
    <message>
        <source>Its bytes have the digest that it is named by</source>
        <translation>바이트가 가리키는 다이제스트와 일치해요</translation>
    </message>
    <message>
        <source>Its bytes do not have the digest that it is named by</source>
        <translation>바이트가 가리키는 다이제스트와 달라요</translation>
    </message>
    <message>
        <source>Choose it to see its bytes and to check its digest</source>
        <translation>고르면 바이트를 보고 다이제스트를 확인할 수 있어요</translation>
    </message>
</context>
<context>
    <name>tare::gui::AnatomyView</name>
    <message>
        <source>Store&apos;s list of names</source>
        <translation>저장소의 이름 목록</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>인덱스</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>매니페스트</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>문서</translation>
    </message>
    <message>
        <source>verified: the bytes have this digest</source>
        <translation>확인됨: 바이트가 이 다이제스트와 일치해요</translation>
    </message>
    <message>
        <source>DAMAGED: the bytes do not have this digest</source>
        <translation>손상됨: 바이트가 이 다이제스트와 달라요</translation>
    </message>
    <message>
        <source>not in the store: it was not pulled</source>
        <translation>저장소에 없음: 풀하지 않았어요</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>아직 확인하지 않음</translation>
    </message>
    <message>
        <source>&amp;Verify all</source>
        <translation>모두 확인(&amp;V)</translation>
    </message>
    <message>
        <source>Documents of the image and what each names</source>
        <translation>이미지의 문서와 각각이 가리키는 것</translation>
    </message>
    <message>
        <source>The document&apos;s bytes, as they are stored</source>
        <translation>저장된 그대로의 문서 바이트</translation>
    </message>
    <message>
        <source>Verify all</source>
        <translation>모두 확인</translation>
    </message>
    <message>
        <source>Reads every byte, layers too, and compares its digest with the one that it is named by</source>
        <translation>레이어까지 모든 바이트를 읽어 다이제스트를 가리키는 값과 비교해요</translation>
    </message>
    <message>
        <source>Verifying digests</source>
        <translation>다이제스트 확인 중</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) do not have the digest that they are named by.</source>
        <translation>
            <numerusform>문서 %n개가 가리키는 다이제스트와 달라요.</numerusform>
        </translation>
    </message>
    <message>
        <source>The store is damaged: tare fsck repairs what its registry still has.</source>
        <translation>저장소가 손상됐어요. 레지스트리에 남아 있는 것은 tare fsck로 고칠 수 있어요.</translation>
    </message>
    <message>
        <source>Every byte has the digest that it is named by.</source>
        <translation>모든 바이트가 가리키는 다이제스트와 일치해요.</translation>
    </message>
    <message>
        <source>It is the store&apos;s own, and nobody names it by a digest.</source>
        <translation>저장소 자체의 문서라서 다이제스트로 가리키는 곳이 없어요.</translation>
    </message>
    <message>
        <source>unpacked (diff id): %1</source>
        <translation>푼 것(diff id): %1</translation>
    </message>
    <message>
        <source>A layer is %1 of compressed tar: the views Layers and Files show what is in it.</source>
        <translation>레이어는 %1 크기의 압축된 tar예요. 안의 내용은 레이어와 파일 보기에서 볼 수 있어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::BarChart</name>
    <message>
        <source>&amp;Copy picture</source>
        <translation>그림 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;numbers</source>
        <translation>수치 복사(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Save picture…</source>
        <translation>그림 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Show the &amp;table</source>
        <translation>표 보기(&amp;T)</translation>
    </message>
</context>
<context>
    <name>tare::gui::CapabilityList</name>
    <message>
        <source>Set to begin with</source>
        <translation>시작 집합</translation>
    </message>
    <message>
        <source>What is ticked before you change it (--cap-drop ALL, --cap-add ALL)</source>
        <translation>바꾸기 전에 선택되어 있는 것 (--cap-drop ALL, --cap-add ALL)</translation>
    </message>
    <message>
        <source>the usual ones</source>
        <translation>보통의 것</translation>
    </message>
    <message>
        <source>none (--cap-drop ALL)</source>
        <translation>없음 (--cap-drop ALL)</translation>
    </message>
    <message>
        <source>all (--cap-add ALL)</source>
        <translation>모두 (--cap-add ALL)</translation>
    </message>
    <message>
        <source>Search capabilities</source>
        <translation>capability 찾기</translation>
    </message>
    <message>
        <source>Search: clock, network, mount…</source>
        <translation>찾기: 시계, 네트워크, 마운트…</translation>
    </message>
    <message>
        <source>Shows those whose name or words have this text</source>
        <translation>이름이나 설명에 이 글자가 있는 것만 보여요</translation>
    </message>
    <message>
        <source>Capabilities</source>
        <translation>Capability 목록</translation>
    </message>
    <message>
        <source>What its root may do; Space ticks (--cap-add, --cap-drop)</source>
        <translation>컨테이너의 root가 할 수 있는 일. 스페이스로 선택해요 (--cap-add, --cap-drop)</translation>
    </message>
    <message>
        <source>Capability</source>
        <translation>Capability</translation>
    </message>
    <message>
        <source>What may be done with it</source>
        <translation>할 수 있는 일</translation>
    </message>
    <message>
        <source>%1 of %2 given</source>
        <translation>%2개 중 %1개 허용</translation>
    </message>
</context>
<context>
    <name>tare::gui::CheckRow</name>
    <message>
        <source>Command that mends %1</source>
        <translation>고치는 명령: %1</translation>
    </message>
    <message>
        <source>Paste it into a terminal, then check again</source>
        <translation>터미널에 붙여 넣고 다시 확인하세요</translation>
    </message>
    <message>
        <source>Copy the command that mends %1</source>
        <translation>고치는 명령 복사: %1</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>looking…</source>
        <comment>a check that is being made</comment>
        <translation>확인 중…</translation>
    </message>
</context>
<context>
    <name>tare::gui::CommandPalette</name>
    <message>
        <source>Search everything</source>
        <translation>전체 찾기</translation>
    </message>
    <message>
        <source>Search actions, pages, containers, images, networks, volumes and settings</source>
        <translation>동작, 페이지, 컨테이너, 이미지, 네트워크, 볼륨, 설정 찾기</translation>
    </message>
    <message>
        <source>A few letters of each word are enough (Ctrl+K)</source>
        <translation>낱말마다 몇 글자만, 또는 초성만 쳐도 찾아요 (Ctrl+K)</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>찾은 결과</translation>
    </message>
    <message>
        <source>Nothing fits these letters.</source>
        <translation>이 글자에 맞는 것이 없어요.</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter does it · Esc closes</source>
        <translation>↑ ↓ 고르기 · Enter 실행 · Esc 닫기</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
</context>
<context>
    <name>tare::gui::CommandStrip</name>
    <message>
        <source>Docker command of the last action</source>
        <translation>마지막 동작의 docker 명령</translation>
    </message>
    <message>
        <source>What you did last, as the docker command line says it; tare understands the same words</source>
        <translation>방금 한 일을 docker 명령으로 나타낸 것이에요. tare도 같은 문법을 써요</translation>
    </message>
    <message>
        <source>The docker command that equals your last action appears here</source>
        <translation>마지막 동작과 같은 docker 명령이 여기에 나와요</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Copy the command (Ctrl+Shift+K)</source>
        <translation>명령 복사 (Ctrl+Shift+K)</translation>
    </message>
    <message>
        <source>Earlier commands</source>
        <translation>이전 명령</translation>
    </message>
    <message>
        <source>Earlier commands; choosing one copies it</source>
        <translation>이전 명령이에요. 고르면 복사돼요</translation>
    </message>
</context>
<context>
    <name>tare::gui::CompareForm</name>
    <message>
        <source>&amp;Host process</source>
        <translation>호스트 프로세스(&amp;H)</translation>
    </message>
    <message>
        <source>The image&apos;s program, started on this machine without any isolation</source>
        <translation>이미지의 프로그램을 아무 격리 없이 이 컴퓨터에서 바로 실행해요</translation>
    </message>
    <message>
        <source>&amp;Container</source>
        <translation>컨테이너(&amp;C)</translation>
    </message>
    <message>
        <source>The same program in a container of the image</source>
        <translation>같은 프로그램을 이미지로 만든 컨테이너에서 실행해요</translation>
    </message>
    <message>
        <source>&amp;Virtual machine</source>
        <translation>가상 머신(&amp;V)</translation>
    </message>
    <message>
        <source>The same program in a guest booted from the image (QEMU)</source>
        <translation>같은 프로그램을 이미지로 부팅한 게스트에서 실행해요(QEMU)</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>The image that all subjects start</source>
        <translation>모든 대상이 실행할 이미지</translation>
    </message>
    <message>
        <source>Repeats</source>
        <translation>반복 횟수</translation>
    </message>
    <message>
        <source>Fresh instances of each subject; intervals need at least five</source>
        <translation>대상마다 새로 시작하는 횟수예요. 구간을 구하려면 다섯 번 이상이어야 해요</translation>
    </message>
    <message>
        <source>Memory of the virtual machine</source>
        <translation>가상 머신의 메모리</translation>
    </message>
    <message>
        <source>What the guest is given; it is reserved for it alone</source>
        <translation>게스트에 주는 메모리예요. 게스트만 쓸 수 있게 예약돼요</translation>
    </message>
    <message>
        <source>Processors of the virtual machine</source>
        <translation>가상 머신의 프로세서</translation>
    </message>
    <message>
        <source>Virtual processors (vCPUs) that the guest sees</source>
        <translation>게스트에 보이는 가상 프로세서(vCPU) 수</translation>
    </message>
    <message>
        <source>I&amp;mage:</source>
        <translation>이미지(&amp;M):</translation>
    </message>
    <message>
        <source>&amp;Repeats:</source>
        <translation>반복 횟수(&amp;R):</translation>
    </message>
    <message>
        <source>Subjects:</source>
        <comment>what is compared</comment>
        <translation>대상:</translation>
    </message>
    <message>
        <source>VM m&amp;emory:</source>
        <translation>VM 메모리(&amp;E):</translation>
    </message>
    <message>
        <source>VM C&amp;PUs:</source>
        <translation>VM CPU(&amp;P):</translation>
    </message>
</context>
<context>
    <name>tare::gui::ComparePage</name>
    <message>
        <source>Filter saved comparisons</source>
        <translation>저장된 비교 거르기</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>내보내기(&amp;X)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Saves the charts as a picture, or the numbers as CSV or JSON</source>
        <translation>차트를 그림으로, 수치를 CSV나 JSON으로 저장해요</translation>
    </message>
    <message>
        <source>Charts as &amp;PNG…</source>
        <translation>차트를 PNG로(&amp;P)…</translation>
    </message>
    <message>
        <source>Runs as &amp;CSV…</source>
        <translation>실행 결과를 CSV로(&amp;C)…</translation>
    </message>
    <message>
        <source>Everything as &amp;JSON…</source>
        <translation>전체를 JSON으로(&amp;J)…</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>실행(&amp;U)</translation>
    </message>
    <message>
        <source>Takes the samples now (Ctrl+N); it can be cancelled at any time</source>
        <translation>지금 측정해요(Ctrl+N). 언제든 취소할 수 있어요</translation>
    </message>
    <message>
        <source>The same image and the same program, started as a process of this machine, in a container and in a virtual machine. Every start is timed from “go” to the first line that the program says, and its memory is weighed.

Run takes the samples in random order and shows them here.</source>
        <translation>같은 이미지의 같은 프로그램을 이 컴퓨터의 프로세스로, 컨테이너에서, 가상 머신에서 실행해요. 실행할 때마다 “시작”부터 프로그램이 첫 줄을 낼 때까지의 시간을 재고 메모리를 달아 봐요.

실행을 누르면 무작위 순서로 측정해 여기에 보여 줘요.</translation>
    </message>
    <message>
        <source>Samples taken</source>
        <translation>측정한 표본</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>취소(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel the comparison</source>
        <translation>비교 취소</translation>
    </message>
    <message>
        <source>Stops after ending what was started; the samples taken so far are shown</source>
        <translation>시작한 것을 마무리하고 멈춰요. 그때까지의 표본은 보여 줘요</translation>
    </message>
    <message>
        <source>&amp;Saved comparisons</source>
        <translation>저장된 비교(&amp;S)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Weighs one image three ways: as a process of this machine, in a container and in a virtual machine. Each repeat starts a fresh instance of every subject, in random order; the clock is the host&apos;s, from “go” to the first byte that the program writes. Bars are medians; an interval is drawn from five repeats on. Hover a bar, or go to it with the arrow keys, for exact numbers; the context menu copies or saves the chart.</source>
        <translation>이미지 하나를 이 컴퓨터의 프로세스로, 컨테이너로, 가상 머신으로 실행해 비교해요. 반복할 때마다 모든 대상을 무작위 순서로 새로 시작하고, “시작”부터 프로그램이 첫 바이트를 쓸 때까지를 호스트의 시계로 재요. 막대는 중앙값이고, 다섯 번 이상 반복하면 구간도 그려요. 막대에 마우스를 올리거나 화살표 키로 옮겨 가면 정확한 수치가 나오고, 오른쪽 클릭 메뉴로 차트를 복사하거나 저장할 수 있어요.</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>저장했어요: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::ConnectDialog</name>
    <message>
        <source>&amp;Connect</source>
        <translation>연결(&amp;C)</translation>
    </message>
    <message>
        <source>Connect a container to “%1”</source>
        <translation>네트워크에 컨테이너 연결: “%1”</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>Those that have a network of their own and are not in this one yet</source>
        <translation>자기 네트워크가 있고 아직 여기 없는 컨테이너</translation>
    </message>
    <message>
        <source>IPv4 address</source>
        <translation>IPv4 주소</translation>
    </message>
    <message>
        <source>chosen by the network</source>
        <translation>네트워크가 정함</translation>
    </message>
    <message>
        <source>The container&apos;s IPv4 address in this network (--ip)</source>
        <translation>이 네트워크에서 쓸 컨테이너의 IPv4 주소 (--ip)</translation>
    </message>
    <message>
        <source>Further names</source>
        <translation>다른 이름</translation>
    </message>
    <message>
        <source>Names that the others find it by, beside its own (--alias)</source>
        <translation>자기 이름 말고 다른 컨테이너가 찾을 때 쓸 이름 (--alias)</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>연결</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Closes, and all stays as it is (Esc)</source>
        <translation>닫고 그대로 둬요 (Esc)</translation>
    </message>
    <message>
        <source>C&amp;ontainer</source>
        <translation>컨테이너(&amp;O)</translation>
    </message>
    <message>
        <source>IPv&amp;4 address</source>
        <translation>IPv4 주소(&amp;4)</translation>
    </message>
    <message>
        <source>Further &amp;names</source>
        <translation>다른 이름(&amp;N)</translation>
    </message>
    <message>
        <source>“%1” is no such address.</source>
        <translation>그런 주소가 아니에요: “%1”</translation>
    </message>
    <message>
        <source>This is not in the subnet %1.</source>
        <translation>서브넷 안의 주소가 아니에요: %1</translation>
    </message>
    <message>
        <source>This machine has this address.</source>
        <translation>이 컴퓨터가 쓰는 주소예요.</translation>
    </message>
    <message>
        <source>No container can be connected: each is in it already, or has no network of its own.</source>
        <translation>연결할 컨테이너가 없어요. 이미 들어 있거나 자기 네트워크가 없어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::ContainerActions</name>
    <message>
        <source>Stopping %1</source>
        <translation>멈추는 중: %1</translation>
    </message>
    <message>
        <source>Restarting %1</source>
        <translation>다시 시작하는 중: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::ContainerBar</name>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>docker stop: asks it to end, and kills it after 10 seconds</source>
        <translation>docker stop: 끝내 달라고 요청하고, 10초가 지나면 강제로 끝내요</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>docker kill: ends it at once</source>
        <translation>docker kill: 바로 강제로 끝내요</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>docker pause, docker unpause: freezes all its processes</source>
        <translation>docker pause, docker unpause: 모든 프로세스를 얼려요</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Unpause</source>
        <translation>재개</translation>
    </message>
    <message>
        <source>docker run: another container with its options, which you can change first</source>
        <translation>docker run: 같은 설정의 컨테이너를 하나 더 만들어요. 먼저 설정을 바꿀 수 있어요</translation>
    </message>
    <message>
        <source>Duplicate and edit…</source>
        <translation>복제해서 편집…</translation>
    </message>
</context>
<context>
    <name>tare::gui::ContainerDetail</name>
    <message>
        <source>What is shown of the container</source>
        <translation>컨테이너 보기</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>터미널</translation>
    </message>
    <message>
        <source>Stats</source>
        <translation>통계</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Open in the browser:</source>
        <translation>브라우저에서 열기:</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
</context>
<context>
    <name>tare::gui::ContainerModel</name>
    <message>
        <source>%1 of at most %2</source>
        <translation>최대 %2 가운데 %1</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>시작: %1</translation>
    </message>
    <message>
        <source>Ended %1</source>
        <translation>종료: %1</translation>
    </message>
    <message>
        <source>Created %1</source>
        <translation>생성: %1</translation>
    </message>
    <message>
        <source>Per cent of one CPU during the last second, as docker stats: 200 % are two CPUs</source>
        <translation>최근 1초 동안 CPU 하나를 기준으로 쓴 비율이에요. docker stats와 같고, 200 %는 CPU 두 개예요</translation>
    </message>
    <message>
        <source>Memory in use without the page cache that can be dropped, as docker stats</source>
        <translation>비울 수 있는 페이지 캐시를 뺀 메모리 사용량이에요. docker stats와 같아요</translation>
    </message>
    <message>
        <source>Processes and threads</source>
        <translation>프로세스와 스레드</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>PIDs</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태 설명</translation>
    </message>
</context>
<context>
    <name>tare::gui::ContainerTable</name>
    <message>
        <source>Containers</source>
        <translation>컨테이너</translation>
    </message>
</context>
<context>
    <name>tare::gui::ContainersPage</name>
    <message>
        <source>Filter containers</source>
        <translation>컨테이너 거르기</translation>
    </message>
    <message>
        <source>Create…</source>
        <translation>만들기…</translation>
    </message>
    <message>
        <source>A new container from an image (docker run, Ctrl+N)</source>
        <translation>이미지로 새 컨테이너를 만들어요(docker run, Ctrl+N)</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Remove the container %1?</source>
        <translation>컨테이너를 삭제할까요? %1</translation>
    </message>
    <message>
        <source>It runs, and is killed first. What was written in it, and its log, go for good.</source>
        <translation>실행 중이라 먼저 강제로 끝내요. 안에 쓴 내용과 로그는 되돌릴 수 없이 사라져요.</translation>
    </message>
    <message>
        <source>What was written in it, and its log, go for good.</source>
        <translation>안에 쓴 내용과 로그는 되돌릴 수 없이 사라져요.</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>No container has this text in its row.</source>
        <translation>이 글자가 들어 있는 컨테이너가 없어요.</translation>
    </message>
    <message>
        <source>There is no container yet. Create one from an image (Ctrl+N).</source>
        <translation>아직 컨테이너가 없어요. 이미지로 하나 만들어 보세요(Ctrl+N).</translation>
    </message>
    <message>
        <source>A container is a process with its own view of the machine: its own files from an image, its own processes, network and host name, and limits on what it may use. Ctrl+N creates one, Ctrl+S starts it, Ctrl+T stops it, F2 renames, Ctrl+D duplicates, Del removes. Below the list: its log, a terminal in it, its files, its use of the machine as live charts, and its limits, which can be changed while it runs.</source>
        <translation>컨테이너는 컴퓨터를 자기만의 눈으로 보는 프로세스예요. 이미지에서 온 파일, 프로세스, 네트워크, 호스트 이름을 따로 갖고, 쓸 수 있는 자원에 제한이 있어요. Ctrl+N으로 만들고, Ctrl+S로 시작하고, Ctrl+T로 멈추고, F2로 이름을 바꾸고, Ctrl+D로 복제하고, Del로 삭제해요. 목록 아래에는 로그, 컨테이너 안의 터미널, 컨테이너의 파일, 자원 사용량을 보여 주는 실시간 차트, 그리고 실행 중에도 바꿀 수 있는 제한이 있어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::CreateDialog</name>
    <message>
        <source>Create a container</source>
        <translation>컨테이너 만들기</translation>
    </message>
    <message>
        <source>The docker command that equals these fields</source>
        <translation>이 설정과 같은 docker 명령</translation>
    </message>
    <message>
        <source>Create and &amp;start</source>
        <translation>만들고 시작(&amp;S)</translation>
    </message>
    <message>
        <source>Create and start</source>
        <translation>만들고 시작</translation>
    </message>
    <message>
        <source>Cre&amp;ate</source>
        <translation>만들기(&amp;A)</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Closes without a container (Esc)</source>
        <translation>컨테이너를 만들지 않고 닫아요(Esc)</translation>
    </message>
    <message>
        <source>Fetching the image: %1 of %2</source>
        <translation>이미지 받는 중: %2 중 %1</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>Ctrl+Page Down and Ctrl+Page Up turn the pages</source>
        <translation>Ctrl+Page Down과 Ctrl+Page Up으로 넘겨요</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copies the docker line (Ctrl+Shift+C)</source>
        <translation>docker 명령을 복사해요 (Ctrl+Shift+C)</translation>
    </message>
    <message>
        <source>Paste a line…</source>
        <translation>명령 붙여넣기…</translation>
    </message>
    <message>
        <source>Fills the fields from a docker run line (Ctrl+Shift+V)</source>
        <translation>docker run 명령으로 칸을 채워요 (Ctrl+Shift+V)</translation>
    </message>
    <message>
        <source>How far the image is fetched</source>
        <translation>이미지를 받은 정도</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>page, problem</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The line is filled in.</source>
        <translation>명령대로 채웠어요.</translation>
    </message>
    <message numerus="yes">
        <source>The line is filled in, but for %n thing(s).</source>
        <translation>
            <numerusform>명령대로 채웠지만 %n가지가 빠졌어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>만드는 중…</translation>
    </message>
</context>
<context>
    <name>tare::gui::CreateLimitsPage</name>
    <message>
        <source>Limits</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation>쓸 수 있는 것</translation>
    </message>
    <message>
        <source>Memory and s&amp;wap</source>
        <translation>메모리와 스왑(&amp;W)</translation>
    </message>
    <message>
        <source>twice the memory</source>
        <translation>메모리의 두 배</translation>
    </message>
    <message>
        <source>The most of both together; -1: no limit (--memory-swap)</source>
        <translation>둘을 합친 최댓값. -1은 제한 없음 (--memory-swap)</translation>
    </message>
    <message>
        <source>When memory is short</source>
        <translation>메모리가 모자랄 때</translation>
    </message>
    <message>
        <source>&amp;OOM score</source>
        <translation>OOM 점수(&amp;O)</translation>
    </message>
    <message>
        <source>Whom the kernel ends first when memory is short: -1000 never to 1000 first (--oom-score-adj)</source>
        <translation>메모리가 모자랄 때 커널이 먼저 끝낼 순서. -1000은 절대 안 끝냄, 1000은 맨 먼저 (--oom-score-adj)</translation>
    </message>
    <message>
        <source>Limits of each process</source>
        <translation>프로세스마다의 제한</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>Its name, such as nofile, nproc, core (--ulimit)</source>
        <translation>nofile, nproc, core 같은 이름 (--ulimit)</translation>
    </message>
    <message>
        <source>Soft</source>
        <translation>소프트</translation>
    </message>
    <message>
        <source>What applies; -1: no limit (--ulimit)</source>
        <translation>적용되는 값. -1은 제한 없음 (--ulimit)</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>하드</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>How far the process may raise it; -1: no limit (--ulimit)</source>
        <translation>프로세스가 올릴 수 있는 최댓값. -1은 제한 없음 (--ulimit)</translation>
    </message>
    <message>
        <source>Add a &amp;limit</source>
        <translation>제한 추가(&amp;L)</translation>
    </message>
    <message>
        <source>This limit cannot be applied here: the control group is not this user&apos;s.</source>
        <translation>여기서는 이 제한을 적용할 수 없어요. cgroup이 이 사용자의 것이 아니에요.</translation>
    </message>
    <message>
        <source>The limit %1 is not set right.</source>
        <translation>제한 값이 올바르지 않아요: %1</translation>
    </message>
    <message>
        <source>This is no size. Write a number with b, k, m or g after it, such as 64m, or -1.</source>
        <translation>크기가 아니에요. 64m처럼 숫자 뒤에 b, k, m, g를 붙이거나 -1을 쓰세요.</translation>
    </message>
    <message>
        <source>Set the memory&apos;s limit first.</source>
        <translation>먼저 메모리 제한을 정하세요.</translation>
    </message>
    <message>
        <source>Memory and swap together are at least the memory.</source>
        <translation>메모리와 스왑의 합은 메모리보다 작을 수 없어요.</translation>
    </message>
    <message>
        <source>Write a number from -1000 to 1000.</source>
        <translation>-1000부터 1000까지의 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>Write the limit&apos;s name.</source>
        <translation>제한의 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>Write numbers, or -1 for no limit; the soft one is at most the hard one.</source>
        <translation>숫자를 쓰세요. -1은 제한 없음이고, 소프트는 하드를 넘을 수 없어요.</translation>
    </message>
    <message>
        <source>This limit stands here twice.</source>
        <translation>같은 제한이 두 번 있어요.</translation>
    </message>
    <message>
        <source>When others want the same</source>
        <translation>다른 것과 나눠 쓸 때</translation>
    </message>
    <message>
        <source>CPU s&amp;hare</source>
        <translation>CPU 몫(&amp;H)</translation>
    </message>
    <message>
        <source>Its share of the CPUs when they are short, beside others&apos; 1024 (--cpu-shares)</source>
        <translation>CPU가 모자랄 때의 몫. 다른 것은 1024 (--cpu-shares)</translation>
    </message>
    <message>
        <source>Memory it keeps</source>
        <translation>지키는 메모리</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>How much it keeps when memory is short (--memory-reservation)</source>
        <translation>메모리가 모자랄 때 지키는 양 (--memory-reservation)</translation>
    </message>
    <message>
        <source>Share of the disks</source>
        <translation>디스크 몫</translation>
    </message>
    <message>
        <source>as the others</source>
        <translation>다른 것과 같음</translation>
    </message>
    <message>
        <source>Its share of block I/O, 10 to 1000 (--blkio-weight)</source>
        <translation>블록 I/O의 몫, 10부터 1000까지 (--blkio-weight)</translation>
    </message>
    <message>
        <source>How gladly it is swapped</source>
        <translation>스왑 성향</translation>
    </message>
    <message>
        <source>as the machine&apos;s</source>
        <translation>컴퓨터와 같음</translation>
    </message>
    <message>
        <source>0 to 100; control groups v1 only (--memory-swappiness)</source>
        <translation>0부터 100까지. cgroup v1에서만 (--memory-swappiness)</translation>
    </message>
    <message>
        <source>Let it wait for memory instead of killing one of its processes</source>
        <translation>프로세스를 끝내지 않고 메모리를 기다리게 함</translation>
    </message>
    <message>
        <source>Control groups v1 only; with a limit of memory (--oom-kill-disable)</source>
        <translation>cgroup v1에서만. 메모리 제한과 함께 (--oom-kill-disable)</translation>
    </message>
    <message>
        <source>Where and when it runs</source>
        <translation>어디서 언제 실행할지</translation>
    </message>
    <message>
        <source>O&amp;n the CPUs</source>
        <translation>쓸 CPU(&amp;N)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Such as 0-2,4 (--cpuset-cpus)</source>
        <translation>0-2,4 등 (--cpuset-cpus)</translation>
    </message>
    <message>
        <source>Memory no&amp;des</source>
        <translation>메모리 노드(&amp;D)</translation>
    </message>
    <message>
        <source>Such as 0,1 (--cpuset-mems)</source>
        <translation>0,1 등 (--cpuset-mems)</translation>
    </message>
    <message>
        <source>CPU period</source>
        <translation>CPU 주기</translation>
    </message>
    <message>
        <source>The period of the quota, in microseconds (--cpu-period)</source>
        <translation>할당량의 주기, 마이크로초 (--cpu-period)</translation>
    </message>
    <message>
        <source>CPU quota</source>
        <translation>CPU 할당량</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>CPU time that it may use in each period, in microseconds; -1: no limit; in place of the CPUs above (--cpu-quota)</source>
        <translation>주기마다 쓸 수 있는 CPU 시간, 마이크로초. -1은 제한 없음. 위의 CPU 대신 써요 (--cpu-quota)</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>What is limited (--device-read-bps and its kin)</source>
        <translation>제한할 것 (--device-read-bps 등)</translation>
    </message>
    <message>
        <source>bytes read a second</source>
        <translation>초당 읽는 바이트</translation>
    </message>
    <message>
        <source>bytes written a second</source>
        <translation>초당 쓰는 바이트</translation>
    </message>
    <message>
        <source>reads a second</source>
        <translation>초당 읽기 횟수</translation>
    </message>
    <message>
        <source>writes a second</source>
        <translation>초당 쓰기 횟수</translation>
    </message>
    <message>
        <source>share of it, 10 to 1000</source>
        <translation>몫, 10부터 1000까지</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>A disk of this machine</source>
        <translation>이 컴퓨터의 디스크</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>A number; of bytes with k, m or g after it</source>
        <translation>숫자. 바이트는 뒤에 k, m, g를 붙여요</translation>
    </message>
    <message>
        <source>Add a dis&amp;k limit</source>
        <translation>디스크 제한 추가(&amp;K)</translation>
    </message>
    <message>
        <source>A limit of one disk (--device-read-bps and its kin)</source>
        <translation>디스크 하나의 제한 (--device-read-bps 등)</translation>
    </message>
    <message>
        <source>Write a number.</source>
        <translation>숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>Write a number from %1 to %2.</source>
        <translation>%1부터 %2까지의 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>The CPUs above and a quota cannot go together.</source>
        <translation>위의 CPU와 할당량을 함께 쓸 수 없어요.</translation>
    </message>
    <message>
        <source>Write numbers such as 0-2,4.</source>
        <translation>0-2,4처럼 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>This is no size. Write a number with b, k, m or g after it, such as 64m.</source>
        <translation>크기가 아니에요. 64m처럼 숫자 뒤에 b, k, m, g를 붙이세요.</translation>
    </message>
    <message>
        <source>It can keep no more than it may use.</source>
        <translation>쓸 수 있는 양보다 많이 지킬 수 없어요.</translation>
    </message>
    <message>
        <source>A disk is a path such as /dev/sda.</source>
        <translation>디스크는 /dev/sda 같은 경로예요.</translation>
    </message>
    <message>
        <source>Write a number; of bytes with k, m or g after it.</source>
        <translation>숫자를 쓰세요. 바이트는 뒤에 k, m, g를 붙여요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::DeathWatch</name>
    <message>
        <source>Exit code %1.</source>
        <translation>종료 코드 %1.</translation>
    </message>
    <message>
        <source>The signal %1 ended it (exit code %2).</source>
        <translation>시그널 %1(이)가 끝냈어요(종료 코드 %2).</translation>
    </message>
    <message numerus="yes">
        <source>%n more container(s) ended or fell ill</source>
        <translation>
            <numerusform>컨테이너 %n개가 더 끝나거나 상태가 나빠졌어요</numerusform>
        </translation>
    </message>
    <message>
        <source>The page Events has them all.</source>
        <translation>이벤트 페이지에 모두 있어요.</translation>
    </message>
    <message>
        <source>%1 is unhealthy</source>
        <translation>%1: 상태 나쁨</translation>
    </message>
    <message>
        <source>Its health check failed.</source>
        <translation>상태 검사가 실패했어요.</translation>
    </message>
    <message>
        <source>%1 ran out of memory</source>
        <translation>%1: 메모리 부족</translation>
    </message>
    <message>
        <source>It wanted more than its limit of %1, and the kernel ended it.</source>
        <translation>제한 %1보다 많이 쓰려 해서 커널이 끝냈어요.</translation>
    </message>
    <message>
        <source>The kernel ended it.</source>
        <translation>커널이 끝냈어요.</translation>
    </message>
    <message>
        <source>%1 ended by itself</source>
        <translation>%1: 스스로 끝남</translation>
    </message>
    <message>
        <source>Its restart policy starts it again.</source>
        <translation>재시작 정책이 다시 시작해요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::DifferenceView</name>
    <message>
        <source>Differences of the configuration</source>
        <translation>구성의 차이</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>변경</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>이 이미지</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>다른 이미지</translation>
    </message>
    <message>
        <source>Differences of the packages</source>
        <translation>패키지의 차이</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>패키지</translation>
    </message>
    <message>
        <source>Layers of both images</source>
        <translation>두 이미지의 레이어</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>어디에</translation>
    </message>
    <message>
        <source>Diff id</source>
        <translation>Diff id</translation>
    </message>
    <message>
        <source>Differences of the files</source>
        <translation>파일의 차이</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>다른 점</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>The other image</source>
        <translation>다른 이미지</translation>
    </message>
    <message>
        <source>Changes are told from this image to the one that you choose here</source>
        <translation>이 이미지를 기준으로, 여기서 고른 이미지에서 무엇이 바뀌었는지 보여 줘요</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>다른 점</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>패키지</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Compare &amp;with:</source>
        <translation>비교할 이미지(&amp;W):</translation>
    </message>
    <message>
        <source>Choose an image</source>
        <translation>이미지를 고르세요</translation>
    </message>
    <message>
        <source>Choose another image: its configuration, packages, layers and files are set beside this one&apos;s.</source>
        <translation>다른 이미지를 고르면 구성, 패키지, 레이어, 파일을 이 이미지와 나란히 보여 줘요.</translation>
    </message>
    <message>
        <source>There is no other image to compare this one with.</source>
        <translation>비교할 다른 이미지가 없어요.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>비교하는 중…</translation>
    </message>
    <message>
        <source>Comparing two images</source>
        <translation>두 이미지를 비교하는 중</translation>
    </message>
    <message>
        <source>No layer is shared</source>
        <translation>공유하는 레이어가 없어요</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) are shared, %1</source>
        <translation>
            <numerusform>레이어 %n개를 공유해요(%1)</numerusform>
        </translation>
    </message>
    <message>
        <source>Files: %1 the same, %2 added (%3), %4 removed (%5), %6 changed.</source>
        <translation>파일: 같음 %1개, 추가 %2개(%3), 삭제 %4개(%5), 변경 %6개.</translation>
    </message>
    <message>
        <source>Configuration (%1)</source>
        <translation>구성 (%1)</translation>
    </message>
    <message>
        <source>Packages (%1)</source>
        <translation>패키지 (%1)</translation>
    </message>
    <message>
        <source>Layers (%1)</source>
        <translation>레이어 (%1)</translation>
    </message>
    <message>
        <source>Files (%1)</source>
        <translation>파일 (%1)</translation>
    </message>
    <message>
        <source>The configurations are equal</source>
        <translation>구성이 같아요</translation>
    </message>
    <message>
        <source>↑ upgraded</source>
        <translation>↑ 올라감</translation>
    </message>
    <message>
        <source>↓ downgraded</source>
        <translation>↓ 내려감</translation>
    </message>
    <message numerus="yes">
        <source>The %n package(s) are equal</source>
        <translation>
            <numerusform>패키지 %n개가 모두 같아요</numerusform>
        </translation>
    </message>
    <message>
        <source>Neither has a database of packages that can be read</source>
        <translation>두 이미지 모두 읽을 수 있는 패키지 데이터베이스가 없어요</translation>
    </message>
    <message>
        <source>both</source>
        <translation>둘 다</translation>
    </message>
    <message>
        <source>only this image</source>
        <translation>이 이미지에만</translation>
    </message>
    <message>
        <source>only the other</source>
        <translation>다른 이미지에만</translation>
    </message>
    <message numerus="yes">
        <source>… and more: the first %n are shown</source>
        <translation>
            <numerusform>… 더 있어요. 처음 %n개만 보여 줘요</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::EnvironmentPage</name>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>변수</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Of the variable (-e, --env)</source>
        <translation>변수의 이름 (-e, --env)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>As it stands: quotes are part of it (-e, --env)</source>
        <translation>쓴 그대로예요. 따옴표도 값의 일부예요 (-e, --env)</translation>
    </message>
    <message>
        <source>as it is here</source>
        <translation>여기 값 그대로</translation>
    </message>
    <message>
        <source>The value that this program has of its own; without one, the image&apos;s is taken away (-e NAME)</source>
        <translation>이 프로그램이 가진 값을 써요. 값이 없으면 이미지의 변수를 없애요 (-e NAME)</translation>
    </message>
    <message>
        <source>Add a &amp;variable</source>
        <translation>변수 추가(&amp;V)</translation>
    </message>
    <message>
        <source>A variable of the command&apos;s environment (-e, --env)</source>
        <translation>명령이 볼 환경 변수 (-e, --env)</translation>
    </message>
    <message>
        <source>From a &amp;file…</source>
        <translation>파일에서(&amp;F)…</translation>
    </message>
    <message>
        <source>Adds the variables of a file with NAME=value a line (--env-file)</source>
        <translation>줄마다 이름=값이 있는 파일의 변수를 더해요 (--env-file)</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Of the label (-l, --label)</source>
        <translation>레이블의 키나 값 (-l, --label)</translation>
    </message>
    <message>
        <source>Add a &amp;label</source>
        <translation>레이블 추가(&amp;L)</translation>
    </message>
    <message>
        <source>A label, to find it by (-l, --label)</source>
        <translation>찾을 때 쓰는 레이블 (-l, --label)</translation>
    </message>
    <message>
        <source>A file with variables</source>
        <translation>변수가 있는 파일</translation>
    </message>
    <message>
        <source>The file could not be read: %1</source>
        <translation>파일을 읽지 못했어요: %1</translation>
    </message>
    <message>
        <source>Write the variable&apos;s name.</source>
        <translation>변수의 이름을 쓰세요.</translation>
    </message>
    <message>
        <source>“%1” is no name of a variable.</source>
        <translation>변수 이름이 아니에요: “%1”</translation>
    </message>
    <message>
        <source>Write the label&apos;s key.</source>
        <translation>레이블의 키를 쓰세요.</translation>
    </message>
    <message>
        <source>The key of a label has no = in it.</source>
        <translation>레이블의 키에는 =이 들어갈 수 없어요.</translation>
    </message>
    <message>
        <source>Two labels have this key.</source>
        <translation>같은 키의 레이블이 두 개 있어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::EventModel</name>
    <message>
        <source>Go to %1</source>
        <translation>%1(으)로 가기</translation>
    </message>
    <message>
        <source>It is gone.</source>
        <translation>이제 없어요.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>속성</translation>
    </message>
</context>
<context>
    <name>tare::gui::EventsPage</name>
    <message>
        <source>Filter events</source>
        <translation>이벤트 거르기</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>무엇의 이벤트</translation>
    </message>
    <message>
        <source>Only events of these (docker events --filter type=)</source>
        <translation>고른 것의 이벤트만 (docker events --filter type=)</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>The selected events, or all that are shown</source>
        <translation>고른 이벤트, 또는 보이는 모든 이벤트</translation>
    </message>
    <message>
        <source>As &amp;text</source>
        <translation>텍스트로(&amp;T)</translation>
    </message>
    <message>
        <source>As &amp;JSON, a line each</source>
        <translation>JSON으로, 한 줄에 하나씩(&amp;J)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>지우기(&amp;L)</translation>
    </message>
    <message>
        <source>Takes them from this list; nothing is removed</source>
        <translation>이 목록에서만 지워요. 실제로 삭제되는 것은 없어요</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>Holds the list still; what happens meanwhile comes when it goes on (Ctrl+N)</source>
        <translation>목록을 멈춰 둬요. 그동안 일어난 일은 계속을 누르면 나와요 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Go to the object</source>
        <translation>대상으로 가기</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>텍스트로 복사</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>JSON으로 복사</translation>
    </message>
    <message>
        <source>Everything that happens to containers, images, networks and volumes, whoever does it: this window, the command tare, a restart policy. The newest is at the top; what is still known of the past is below. A click on an object goes to it, Ctrl+F filters, Ctrl+N holds the list still, Ctrl+C copies what is selected. In the terminal: tare events --since 1h.</source>
        <translation>컨테이너, 이미지, 네트워크, 볼륨에 일어나는 모든 일이에요. 이 창이든 tare 명령이든 재시작 정책이든 누가 했는지는 가리지 않아요. 가장 새로운 것이 위에 있고, 아직 남아 있는 지난 일은 아래에 있어요. 대상을 누르면 그리로 가고, Ctrl+F로 거르고, Ctrl+N으로 멈춰 두고, Ctrl+C로 고른 것을 복사해요. 터미널에서는 tare events --since 1h를 쓰세요.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>계속(&amp;G)</translation>
    </message>
    <message>
        <source>%1 is gone: it was removed since.</source>
        <translation>%1은(는) 그 뒤에 삭제돼서 이제 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>이벤트 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n event(s)</source>
        <translation>
            <numerusform>이벤트 %n개 가운데 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>paused, %n waiting</source>
        <comment>events</comment>
        <translation>
            <numerusform>일시 정지, %n개 대기 중</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>아직 아무 일도 없었어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::ExperimentRun</name>
    <message>
        <source>Cancelling: what was started is being ended</source>
        <translation>취소하는 중: 시작한 것을 끝내고 있어요</translation>
    </message>
    <message>
        <source>Sample %1 of %2</source>
        <translation>표본 %1/%2</translation>
    </message>
    <message>
        <source>Sample %1 of %2: container</source>
        <translation>표본 %1/%2: 컨테이너</translation>
    </message>
    <message>
        <source>Sample %1 of %2: virtual machine</source>
        <translation>표본 %1/%2: 가상 머신</translation>
    </message>
    <message>
        <source>Sample %1 of %2: host process</source>
        <translation>표본 %1/%2: 호스트 프로세스</translation>
    </message>
    <message>
        <source>Comparing %1</source>
        <comment>an image</comment>
        <translation>비교하는 중: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::ExperimentView</name>
    <message>
        <source>Result of the comparison</source>
        <translation>비교 결과</translation>
    </message>
    <message>
        <source>What the numbers say</source>
        <translation>수치가 말하는 것</translation>
    </message>
    <message>
        <source>Every run</source>
        <translation>모든 실행</translation>
    </message>
    <message>
        <source>Table of runs</source>
        <translation>실행 표</translation>
    </message>
    <message>
        <source>How it was measured</source>
        <translation>측정 방법</translation>
    </message>
    <message>
        <source>The virtual machine ran in software emulation, which is many times slower than hardware virtualization: its numbers say how this machine does, not how virtual machines are.</source>
        <translation>가상 머신이 소프트웨어 에뮬레이션으로 실행됐어요. 하드웨어 가상화보다 몇 배나 느리므로, 이 수치는 가상 머신 일반이 아니라 이 컴퓨터의 경우를 말해요.</translation>
    </message>
    <message>
        <source>KVM was not used: %1</source>
        <comment>a reason</comment>
        <translation>KVM을 쓰지 않은 이유: %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n repeat(s)</source>
        <comment>image, date and time</comment>
        <translation>
            <numerusform>%1, %2, %n회 반복</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, running: %n repeat(s)</source>
        <comment>image</comment>
        <translation>
            <numerusform>%1, 실행 중: %n회 반복</numerusform>
        </translation>
    </message>
    <message>
        <source>cancelled before the end</source>
        <translation>끝나기 전에 취소됨</translation>
    </message>
</context>
<context>
    <name>tare::gui::FactsView</name>
    <message>
        <source>Warnings</source>
        <translation>주의할 점</translation>
    </message>
    <message>
        <source>What these charts do not show</source>
        <translation>이 차트가 보여 주지 않는 것</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>컴퓨터</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Machine, versions, method and warnings</source>
        <translation>컴퓨터, 버전, 방법, 주의할 점</translation>
    </message>
</context>
<context>
    <name>tare::gui::FileActions</name>
    <message>
        <source>Removing files of %1</source>
        <translation>파일 삭제 중: %1</translation>
    </message>
    <message>
        <source>Saving files of %1</source>
        <translation>파일 저장 중: %1</translation>
    </message>
    <message>
        <source>Adding files to %1</source>
        <translation>파일 넣는 중: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::FileContents</name>
    <message>
        <source>How the file is shown</source>
        <translation>파일을 보는 방법</translation>
    </message>
    <message>
        <source>Text, the bytes as hexadecimal numbers, or a picture</source>
        <translation>글자, 16진수 바이트, 또는 그림</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>The beginning of the file</source>
        <translation>파일의 앞부분</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>빈 파일이에요.</translation>
    </message>
    <message>
        <source>The first %1 of %2. Save it to see the whole.</source>
        <translation>전체 %2 가운데 처음 %1이에요. 전체를 보려면 저장하세요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::FileModel</name>
    <message>
        <source>%1, a symbolic link to %2</source>
        <translation>%1 (심볼릭 링크, 대상: %2)</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>Not in the image (docker diff: A)</source>
        <translation>이미지에는 없어요 (docker diff: A)</translation>
    </message>
    <message>
        <source>In the image, and removed here (docker diff: D)</source>
        <translation>이미지에 있지만 여기서 삭제했어요 (docker diff: D)</translation>
    </message>
    <message>
        <source>Differs from the image, or holds what does (docker diff: C)</source>
        <translation>이미지와 다르거나, 다른 것이 안에 있어요 (docker diff: C)</translation>
    </message>
    <message>
        <source>Number of the user and of the group</source>
        <translation>사용자와 그룹의 번호</translation>
    </message>
    <message>
        <source>What differs from the image (docker diff)</source>
        <translation>이미지와 다른 점 (docker diff)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>column: how a file differs from the image</comment>
        <translation>변경</translation>
    </message>
    <message>
        <source>Mode</source>
        <comment>column: permission bits</comment>
        <translation>모드</translation>
    </message>
    <message>
        <source>Owner</source>
        <comment>column: user and group number</comment>
        <translation>소유자</translation>
    </message>
    <message>
        <source>Modified</source>
        <comment>column: time</comment>
        <translation>수정한 때</translation>
    </message>
</context>
<context>
    <name>tare::gui::FilePreview</name>
    <message>
        <source>&amp;Follow</source>
        <translation>따라가기(&amp;F)</translation>
    </message>
    <message>
        <source>To the file that this link names</source>
        <translation>이 링크가 가리키는 파일로 가요</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>다른 이름으로 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Writes the file to this machine (docker cp)</source>
        <translation>파일을 이 컴퓨터에 저장해요(docker cp)</translation>
    </message>
    <message>
        <source>The link leads nowhere in this image.</source>
        <translation>이 이미지에는 링크가 가리키는 파일이 없어요.</translation>
    </message>
    <message>
        <source>No file selected</source>
        <translation>고른 파일 없음</translation>
    </message>
    <message>
        <source>This layer removes the file. Choose an earlier layer to see what was in it.</source>
        <translation>이 레이어에서 삭제한 파일이에요. 내용은 더 아래 레이어에서 볼 수 있어요.</translation>
    </message>
    <message>
        <source>owner %1:%2</source>
        <comment>user and group number</comment>
        <translation>소유자 %1:%2</translation>
    </message>
    <message>
        <source>%1 below</source>
        <translation>아래 전체 %1</translation>
    </message>
    <message>
        <source>from layer %1</source>
        <translation>레이어 %1에서</translation>
    </message>
    <message>
        <source>link to %1</source>
        <translation>링크 대상: %1</translation>
    </message>
    <message>
        <source>device %1:%2</source>
        <translation>장치 %1:%2</translation>
    </message>
    <message numerus="yes">
        <source>%n more name(s), first: %1</source>
        <translation>
            <numerusform>다른 이름 %n개, 첫째: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>레이어 %1: %2</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>파일 저장</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>저장했어요: %1</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>저장하는 중: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::FileTable</name>
    <message>
        <source>Files of the container</source>
        <translation>컨테이너의 파일</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
</context>
<context>
    <name>tare::gui::FileTreeModel</name>
    <message>
        <source>opaque</source>
        <comment>a folder that hides what the layers below have</comment>
        <translation>불투명</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) below</source>
        <translation>
            <numerusform>아래에 변경 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes in %n file(s) below</source>
        <translation>
            <numerusform>아래 파일 %n개에 %1바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1바이트</translation>
    </message>
    <message>
        <source>This layer hides what the layers below have in this folder</source>
        <translation>아래 레이어가 이 폴더에 둔 것을 이 레이어가 모두 가려요</translation>
    </message>
    <message>
        <source>Differs in: %1</source>
        <translation>다른 점: %1</translation>
    </message>
    <message>
        <source>From layer %1</source>
        <translation>레이어 %1에서 왔어요</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Change</source>
        <comment>column: what a layer did to a file</comment>
        <translation>변경</translation>
    </message>
    <message>
        <source>Mode</source>
        <comment>column: permission bits</comment>
        <translation>모드</translation>
    </message>
    <message>
        <source>Owner</source>
        <comment>column: user and group number</comment>
        <translation>소유자</translation>
    </message>
    <message>
        <source>Modified</source>
        <comment>column: time</comment>
        <translation>수정한 때</translation>
    </message>
</context>
<context>
    <name>tare::gui::FileViewer</name>
    <message>
        <source>What is known of the file</source>
        <translation>파일 정보</translation>
    </message>
    <message>
        <source>No file selected</source>
        <translation>고른 파일 없음</translation>
    </message>
    <message>
        <source>It is in the image, and was removed in this container.</source>
        <translation>이미지에는 있지만 이 컨테이너에서 삭제했어요.</translation>
    </message>
    <message>
        <source>This is no regular file: it is not opened.</source>
        <translation>일반 파일이 아니라서 열지 않아요.</translation>
    </message>
    <message>
        <source>owner %1:%2</source>
        <comment>user and group number</comment>
        <translation>소유자 %1:%2</translation>
    </message>
    <message>
        <source>link to %1</source>
        <translation>링크 대상: %1</translation>
    </message>
    <message>
        <source>The link leads nowhere.</source>
        <translation>링크가 가리키는 것이 없어요.</translation>
    </message>
    <message>
        <source>The link does not lead to a regular file.</source>
        <translation>링크가 일반 파일을 가리키지 않아요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::FilesPage</name>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>What</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Where the folder&apos;s files are (-v, --tmpfs)</source>
        <translation>폴더의 파일이 있는 곳 (-v, --tmpfs)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>A folder of this machine, or how a folder in memory is made</source>
        <translation>이 컴퓨터의 폴더, 또는 메모리 폴더의 옵션</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>컨테이너 안</translation>
    </message>
    <message>
        <source>/folder/in/it</source>
        <translation>/컨테이너의/폴더</translation>
    </message>
    <message>
        <source>Where the container sees it</source>
        <translation>컨테이너에서 보이는 곳</translation>
    </message>
    <message>
        <source>reading only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>The container cannot change it (:ro)</source>
        <translation>컨테이너가 바꿀 수 없어요 (:ro)</translation>
    </message>
    <message>
        <source>Add a &amp;row</source>
        <translation>줄 추가(&amp;R)</translation>
    </message>
    <message>
        <source>A folder that the container sees (-v, --tmpfs)</source>
        <translation>컨테이너가 볼 폴더 (-v, --tmpfs)</translation>
    </message>
    <message>
        <source>&amp;Choose a folder…</source>
        <translation>폴더 고르기(&amp;C)…</translation>
    </message>
    <message>
        <source>A folder of this machine (-v)</source>
        <translation>이 컴퓨터의 폴더 (-v)</translation>
    </message>
    <message>
        <source>Its own files cannot &amp;be changed</source>
        <translation>파일을 읽기 전용으로(&amp;B)</translation>
    </message>
    <message>
        <source>Nobody may write to its root; folders above may still be written (--read-only)</source>
        <translation>루트에는 아무도 쓸 수 없어요. 위의 폴더에는 쓸 수 있어요 (--read-only)</translation>
    </message>
    <message>
        <source>Shared &amp;memory</source>
        <translation>공유 메모리(&amp;M)</translation>
    </message>
    <message>
        <source>The size of /dev/shm (--shm-size)</source>
        <translation>/dev/shm의 크기 (--shm-size)</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>A device of this machine, or a folder of them (--device)</source>
        <translation>이 컴퓨터의 장치, 또는 장치가 있는 폴더 (--device)</translation>
    </message>
    <message>
        <source>Its name in the container</source>
        <translation>컨테이너 안 이름</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>Where the container finds it (--device)</source>
        <translation>컨테이너에서 보이는 곳 (--device)</translation>
    </message>
    <message>
        <source>May</source>
        <translation>권한</translation>
    </message>
    <message>
        <source>What the container may do with it (--device)</source>
        <translation>컨테이너가 장치로 할 수 있는 일 (--device)</translation>
    </message>
    <message>
        <source>read, write, make (rwm)</source>
        <translation>읽기, 쓰기, 만들기 (rwm)</translation>
    </message>
    <message>
        <source>read and write (rw)</source>
        <translation>읽기와 쓰기 (rw)</translation>
    </message>
    <message>
        <source>only read (r)</source>
        <translation>읽기만 (r)</translation>
    </message>
    <message>
        <source>only write (w)</source>
        <translation>쓰기만 (w)</translation>
    </message>
    <message>
        <source>Add a &amp;device</source>
        <translation>장치 추가(&amp;D)</translation>
    </message>
    <message>
        <source>A folder that the container sees</source>
        <translation>컨테이너에 보여 줄 폴더</translation>
    </message>
    <message>
        <source>Two rows have this place in the container.</source>
        <translation>두 줄이 컨테이너의 같은 곳을 써요.</translation>
    </message>
    <message>
        <source>A device is a path such as /dev/fuse.</source>
        <translation>장치는 /dev/fuse 같은 경로예요.</translation>
    </message>
    <message>
        <source>This is no size. Write a number with b, k, m or g after it, such as 64m.</source>
        <translation>크기가 아니에요. 64m처럼 숫자 뒤에 b, k, m, g를 붙이세요.</translation>
    </message>
    <message>
        <source>&amp;Those of</source>
        <translation>다른 컨테이너의 것(&amp;T)</translation>
    </message>
    <message>
        <source>Containers whose volumes and folders it sees, too; :ro for reading only (--volumes-from)</source>
        <translation>볼륨과 폴더를 함께 볼 컨테이너. :ro는 읽기 전용 (--volumes-from)</translation>
    </message>
</context>
<context>
    <name>tare::gui::FilesTab</name>
    <message>
        <source>Saved to %1</source>
        <translation>저장한 곳: %1</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message numerus="yes">
        <source>The first %n found; there may be more</source>
        <translation>
            <numerusform>처음 %n개를 찾았어요. 더 있을 수 있어요</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>not all changes are marked</source>
        <translation>일부 변경은 표시하지 않았어요</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>To the folder above (Backspace)</source>
        <translation>상위 폴더로 (Backspace)</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>다시 읽기</translation>
    </message>
    <message>
        <source>Lists the folder once more (F5)</source>
        <translation>폴더 목록을 다시 읽어요 (F5)</translation>
    </message>
    <message>
        <source>Changes only</source>
        <translation>변경만</translation>
    </message>
    <message>
        <source>Only what differs from the image, folder by folder (docker diff)</source>
        <translation>이미지와 다른 것만 폴더별로 (docker diff)</translation>
    </message>
    <message>
        <source>Folder in the container</source>
        <translation>컨테이너 안의 폴더</translation>
    </message>
    <message>
        <source>The folder, as the container names it; type another and press Enter</source>
        <translation>컨테이너에서 부르는 폴더 경로예요. 다른 경로를 쓰고 Enter를 누르세요</translation>
    </message>
    <message>
        <source>Find below this folder</source>
        <translation>이 폴더 아래에서 찾기</translation>
    </message>
    <message>
        <source>Find: passwd, *.so</source>
        <translation>찾기: passwd, *.so</translation>
    </message>
    <message>
        <source>Finds by name below this folder: a part of the name; with * ? [ ] a pattern for the whole name, and with a / for the whole path (Ctrl+F)</source>
        <translation>이 폴더 아래에서 이름으로 찾아요. 이름의 일부를 쓰세요. * ? [ ]를 쓰면 이름 전체, /를 넣으면 경로 전체의 패턴이 돼요 (Ctrl+F)</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>새 폴더…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>파일 넣기…</translation>
    </message>
    <message>
        <source>Copies files from this machine here, as dropping them does (docker cp)</source>
        <translation>이 컴퓨터의 파일을 여기로 복사해요. 끌어다 놓아도 돼요 (docker cp)</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>폴더 넣기…</translation>
    </message>
    <message>
        <source>Copies a folder from this machine here (docker cp)</source>
        <translation>이 컴퓨터의 폴더를 여기로 복사해요 (docker cp)</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Copies what is selected to this machine (docker cp)</source>
        <translation>고른 것을 이 컴퓨터로 복사해요 (docker cp)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>경로 복사</translation>
    </message>
    <message>
        <source>The paths in the container, for a command</source>
        <translation>명령에 쓸 컨테이너 안의 경로</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>새 폴더</translation>
    </message>
    <message>
        <source>Its name:</source>
        <translation>이름:</translation>
    </message>
    <message>
        <source>It goes from this container for good; what is in the image stays there. A folder goes with all that is in it.</source>
        <translation>이 컨테이너에서 완전히 없어져요. 이미지에 있는 것은 그대로 남아요. 폴더는 안에 있는 것까지 모두 없어져요.</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>삭제할까요? %1</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n file(s) and folders?</source>
        <translation>
            <numerusform>파일과 폴더 %n개를 삭제할까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>폴더 넣기</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>파일 넣기</translation>
    </message>
    <message>
        <source>%1 is already in this folder.</source>
        <translation>이 폴더에 이미 있어요: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n of them are already in this folder.</source>
        <translation>
            <numerusform>그 가운데 %n개가 이 폴더에 이미 있어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>A file is replaced; a folder keeps what the new one does not have.</source>
        <translation>파일은 새것으로 바뀌고, 폴더는 새것에 없는 것을 그대로 두어요.</translation>
    </message>
    <message>
        <source>Re&amp;place</source>
        <translation>바꾸기(&amp;P)</translation>
    </message>
    <message>
        <source>Save into this folder</source>
        <translation>이 폴더에 저장</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>파일 저장</translation>
    </message>
    <message numerus="yes">
        <source>The first %1 of more than %n item(s)</source>
        <translation>
            <numerusform>%n개가 넘는 항목 가운데 처음 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %1 of %n item(s)</source>
        <translation>
            <numerusform>항목 %n개 가운데 처음 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>항목 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::FilesView</name>
    <message>
        <source>Tree</source>
        <translation>트리</translation>
    </message>
    <message>
        <source>The files as a tree</source>
        <translation>파일을 트리로 봐요</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>The files as areas as large as they are</source>
        <translation>파일을 크기만큼의 넓이로 봐요</translation>
    </message>
    <message>
        <source>Which files</source>
        <translation>어떤 파일</translation>
    </message>
    <message>
        <source>What a container sees, the image as a layer left it, or only what one layer holds and removes</source>
        <translation>컨테이너가 보는 모습, 어떤 레이어까지의 모습, 또는 레이어 하나가 담고 지운 것만 볼 수 있어요</translation>
    </message>
    <message>
        <source>The whole image</source>
        <translation>이미지 전체</translation>
    </message>
    <message>
        <source>The image up to layer</source>
        <translation>이 레이어까지</translation>
    </message>
    <message>
        <source>Only layer</source>
        <translation>이 레이어만</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>파일 찾기</translation>
    </message>
    <message>
        <source>Search: passwd, *.so, /usr/**/*.py</source>
        <translation>찾기: passwd, *.so, /usr/**/*.py</translation>
    </message>
    <message>
        <source>A part of the name; with * ? [ ] a pattern for the whole name, and with a / for the whole path</source>
        <translation>이름의 일부를 쓰세요. * ? [ ]를 쓰면 이름 전체, /를 넣으면 경로 전체의 패턴이 돼요</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>위로</translation>
    </message>
    <message>
        <source>To the folder above (Backspace)</source>
        <translation>위 폴더로 가요(Backspace)</translation>
    </message>
    <message>
        <source>Map of the files by size</source>
        <translation>크기로 그린 파일 지도</translation>
    </message>
    <message>
        <source>Files of the image</source>
        <translation>이미지의 파일</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>파일 %n개, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n found; type more to find fewer</source>
        <translation>
            <numerusform>처음 찾은 %n개예요. 더 입력하면 줄어들어요</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageArchives</name>
    <message>
        <source>Loading %1</source>
        <translation>불러오는 중: %1</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>가져오는 중: %1</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>저장하는 중: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageDetail</name>
    <message>
        <source>&amp;Run…</source>
        <translation>실행(&amp;R)…</translation>
    </message>
    <message>
        <source>Creates a container from this image (docker run)</source>
        <translation>이 이미지로 컨테이너를 만들어요(docker run)</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>비교(&amp;O)</translation>
    </message>
    <message>
        <source>Weighs a container of this image against a virtual machine booted from it</source>
        <translation>이 이미지의 컨테이너와 이 이미지로 부팅한 가상 머신을 비교해요</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>Removes the image; asks first and says what goes (docker rmi, Del)</source>
        <translation>이미지를 삭제해요. 먼저 무엇이 사라지는지 알리고 물어봐요(docker rmi, Del)</translation>
    </message>
    <message>
        <source>JSON of docker image inspect</source>
        <translation>docker image inspect의 JSON</translation>
    </message>
    <message>
        <source>Views of the image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>No image selected</source>
        <translation>고른 이미지 없음</translation>
    </message>
    <message>
        <source>Looking into the layers…</source>
        <translation>레이어를 살펴보는 중…</translation>
    </message>
    <message>
        <source>Looking into the layers</source>
        <translation>레이어를 살펴보는 중</translation>
    </message>
    <message>
        <source>What the image runs and how, in words</source>
        <translation>이미지가 무엇을 어떻게 실행하는지 말로 설명해요</translation>
    </message>
    <message>
        <source>Anatomy</source>
        <translation>구조</translation>
    </message>
    <message>
        <source>Index, manifests, configuration and layers, and their bytes</source>
        <translation>인덱스, 매니페스트, 구성, 레이어와 그 바이트</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>How big each layer is, what made it, and what it does to the files</source>
        <translation>레이어마다 크기와 만든 명령, 파일에 한 일</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>The files of a layer or of the whole image</source>
        <translation>레이어 하나 또는 이미지 전체의 파일</translation>
    </message>
    <message>
        <source>Waste</source>
        <translation>낭비</translation>
    </message>
    <message>
        <source>Bytes that are stored and never seen</source>
        <translation>저장되지만 보이지 않는 바이트</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>This image beside another one</source>
        <translation>이 이미지를 다른 이미지와 나란히 봐요</translation>
    </message>
    <message>
        <source>Looking into %1</source>
        <translation>살펴보는 중: %1</translation>
    </message>
    <message>
        <source>Mor&amp;e</source>
        <translation>더 보기(&amp;E)</translation>
    </message>
    <message>
        <source>What else can be done with it</source>
        <translation>이 이미지로 할 수 있는 다른 일이에요</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageModel</name>
    <message>
        <source>This image has no name any more</source>
        <translation>이제 이름이 없는 이미지예요</translation>
    </message>
    <message>
        <source>%1 unpacked, %2 as it was fetched</source>
        <translation>풀면 %1, 받을 때 %2</translation>
    </message>
    <message numerus="yes">
        <source>Used by %n container(s)</source>
        <translation>
            <numerusform>컨테이너 %n개가 사용</numerusform>
        </translation>
    </message>
    <message>
        <source>Repository and tag</source>
        <translation>저장소와 태그</translation>
    </message>
    <message>
        <source>Digest of the image&apos;s configuration, the first twelve digits</source>
        <translation>이미지 설정의 다이제스트, 앞 열두 자리</translation>
    </message>
    <message>
        <source>Of the unpacked layers together</source>
        <translation>푼 레이어를 모두 더한 크기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Image id</source>
        <translation>이미지 id</translation>
    </message>
    <message>
        <source>Created</source>
        <comment>column: when the image was made</comment>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Used by</source>
        <comment>column: number of containers that use the image</comment>
        <translation>사용</translation>
    </message>
    <message>
        <source>%1 in layers that no other image has; %2 are shared</source>
        <translation>다른 이미지에 없는 레이어가 %1, 공유하는 레이어가 %2예요</translation>
    </message>
    <message>
        <source>Of the layers that no other image has: what removing the image frees</source>
        <translation>다른 이미지에 없는 레이어의 크기예요. 이미지를 삭제하면 이만큼 비워져요</translation>
    </message>
    <message>
        <source>Unique</source>
        <comment>column: size of what only this image has</comment>
        <translation>고유 크기</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageOverview</name>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Names are only pointers: one image may have several, and a name can be moved to another image (docker tag).</source>
        <translation>이름은 가리키는 표시일 뿐이에요. 이미지 하나에 이름이 여럿일 수 있고, 이름을 다른 이미지로 옮길 수도 있어요(docker tag).</translation>
    </message>
    <message>
        <source>Image id</source>
        <translation>이미지 id</translation>
    </message>
    <message>
        <source>Digest of the configuration; what docker calls the image id. Two images with one id are the same, wherever they come from.</source>
        <translation>구성의 다이제스트로, docker가 이미지 id라고 부르는 값이에요. id가 같으면 어디서 왔든 같은 이미지예요.</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>매니페스트</translation>
    </message>
    <message>
        <source>Digest of the manifest, which lists the configuration and the layers.</source>
        <translation>구성과 레이어를 나열한 매니페스트의 다이제스트예요.</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>만든 사람</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>대상 컴퓨터</translation>
    </message>
    <message>
        <source>Operating system and processor that it is made for. A container runs on the kernel of its host, so both must fit.</source>
        <translation>어떤 운영체제와 프로세서용인지예요. 컨테이너는 호스트의 커널에서 실행되므로 둘 다 맞아야 해요.</translation>
    </message>
    <message>
        <source>Size unpacked</source>
        <translation>푼 크기</translation>
    </message>
    <message>
        <source>What its layers take on the disk when they are unpacked; layers that other images share are stored once.</source>
        <translation>레이어를 풀었을 때 디스크에서 차지하는 크기예요. 다른 이미지와 공유하는 레이어는 한 번만 저장해요.</translation>
    </message>
    <message>
        <source>Size fetched</source>
        <translation>받은 크기</translation>
    </message>
    <message>
        <source>What a pull transfers: the compressed layers.</source>
        <translation>풀할 때 받는 압축된 레이어의 크기예요.</translation>
    </message>
    <message>
        <source>What it runs</source>
        <translation>실행하는 것</translation>
    </message>
    <message>
        <source>Entrypoint</source>
        <translation>엔트리포인트</translation>
    </message>
    <message>
        <source>Always runs; what stands after the image&apos;s name in docker run is added to it. --entrypoint replaces it.</source>
        <translation>항상 실행돼요. docker run에서 이미지 이름 뒤에 쓴 것이 인수로 붙어요. --entrypoint로 바꿀 수 있어요.</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Cmd: runs unless a command is given after the image&apos;s name. With an entrypoint, it is its arguments.</source>
        <translation>Cmd예요. 이미지 이름 뒤에 명령을 쓰지 않으면 실행돼요. 엔트리포인트가 있으면 그 인수가 돼요.</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>작업 폴더</translation>
    </message>
    <message>
        <source>Where the command starts (--workdir); made when it is not there.</source>
        <translation>명령이 시작하는 곳이에요(--workdir). 없으면 만들어요.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Who the command runs as (--user). Without it, root of the container.</source>
        <translation>명령을 실행하는 사용자예요(--user). 없으면 컨테이너의 root예요.</translation>
    </message>
    <message>
        <source>Stop signal</source>
        <translation>정지 시그널</translation>
    </message>
    <message>
        <source>What docker stop sends before it kills; SIGTERM when the image does not say.</source>
        <translation>docker stop이 강제로 끝내기 전에 보내는 시그널이에요. 이미지에 없으면 SIGTERM이에요.</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Ports that the program listens on: a hint. Only docker run -p opens one to the outside.</source>
        <translation>프로그램이 기다리는 포트를 알려 주는 표시예요. 밖으로 여는 것은 docker run -p뿐이에요.</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>볼륨</translation>
    </message>
    <message>
        <source>Folders whose data live outside of the container&apos;s own layer (--volume).</source>
        <translation>데이터가 컨테이너 레이어 밖에 저장되는 폴더예요(--volume).</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>셸</translation>
    </message>
    <message>
        <source>Runs the instructions that are written as one line.</source>
        <translation>한 줄로 쓴 명령을 실행하는 셸이에요.</translation>
    </message>
    <message>
        <source>On build</source>
        <translation>빌드할 때</translation>
    </message>
    <message>
        <source>Instructions that run when another image is built from this one.</source>
        <translation>이 이미지로 다른 이미지를 빌드할 때 실행하는 명령이에요.</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>상태 검사</translation>
    </message>
    <message>
        <source>A command that is run again and again in the container: exit code 0 is healthy.</source>
        <translation>컨테이너에서 되풀이해 실행하는 명령이에요. 종료 코드가 0이면 정상이에요.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>검사 명령</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>제한 시간</translation>
    </message>
    <message>
        <source>Start period</source>
        <translation>시작 유예</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>재시도</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>A variable that every process of the container starts with (--env).</source>
        <translation>컨테이너의 모든 프로세스가 가지고 시작하는 변수예요(--env).</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Says something about the image and changes nothing (--label).</source>
        <translation>이미지를 설명할 뿐 아무것도 바꾸지 않아요(--label).</translation>
    </message>
    <message>
        <source>Layers, lowest first</source>
        <translation>레이어, 아래부터</translation>
    </message>
    <message>
        <source>Digest of the unpacked layer (diff id). The view Layers says what is in it.</source>
        <translation>푼 레이어의 다이제스트(diff id)예요. 안의 내용은 레이어 보기에서 볼 수 있어요.</translation>
    </message>
    <message>
        <source>Overview of the image</source>
        <translation>이미지 개요</translation>
    </message>
    <message>
        <source>What</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Set by, in a Dockerfile</source>
        <translation>Dockerfile에서 정하는 명령</translation>
    </message>
    <message>
        <source>Choose a row to read what it means.</source>
        <translation>줄을 고르면 무슨 뜻인지 알려 줘요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageRemoval</name>
    <message>
        <source>The image %1 is in use.</source>
        <translation>사용 중인 이미지예요: %1</translation>
    </message>
    <message numerus="yes">
        <source>All the %n image(s) are in use.</source>
        <translation>
            <numerusform>이미지 %n개가 모두 사용 중이에요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) are made from it; remove them on the page Containers first.</source>
        <translation>
            <numerusform>이 이미지로 만든 컨테이너가 %n개 있어요. 컨테이너 페이지에서 먼저 삭제하세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its names and its layers go, as far as no other image has them: up to %1.</source>
        <translation>이름과, 다른 이미지가 쓰지 않는 레이어가 사라져요. 최대 %1이에요.</translation>
    </message>
    <message>
        <source>Their names and their layers go, as far as no other image has them: up to %1.</source>
        <translation>이름들과, 다른 이미지가 쓰지 않는 레이어가 사라져요. 최대 %1이에요.</translation>
    </message>
    <message numerus="yes">
        <source>%n that containers use stay(s).</source>
        <translation>
            <numerusform>컨테이너가 쓰는 %n개는 남아요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove the image %1?</source>
        <translation>이미지를 삭제할까요? %1</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n image(s)?</source>
        <translation>
            <numerusform>이미지 %n개를 삭제할까요?</numerusform>
        </translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImageTable</name>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImagesPage</name>
    <message>
        <source>Filter images</source>
        <translation>이미지 거르기</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>불러오기(&amp;L)…</translation>
    </message>
    <message>
        <source>Takes in an archive of docker save, podman save or skopeo (docker load). You can also drop it on this page.</source>
        <translation>docker save, podman save, skopeo로 만든 아카이브를 불러와요(docker load). 이 페이지에 끌어다 놓아도 돼요.</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>가져오기(&amp;I)…</translation>
    </message>
    <message>
        <source>Makes an image from a tar of a root file system (docker import)</source>
        <translation>루트 파일 시스템의 tar로 이미지를 만들어요(docker import)</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>&amp;Run…</source>
        <translation>실행(&amp;R)…</translation>
    </message>
    <message>
        <source>I&amp;nspect</source>
        <translation>검사(&amp;N)</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>An image is to a container what a program file is to a process: it is made of layers, and every container of it shares them. Pull one from a registry, load an archive, or import a root file system; dropping a file on this page loads it. Enter shows the JSON of the selected image, Del removes it, Ctrl+F filters, Ctrl+N pulls.</source>
        <translation>이미지와 컨테이너의 관계는 실행 파일과 프로세스의 관계와 같아요. 이미지는 레이어로 이루어지고, 그 이미지의 컨테이너는 모두 레이어를 함께 써요. 레지스트리에서 풀하거나, 아카이브를 불러오거나, 루트 파일 시스템을 가져오세요. 파일을 이 페이지에 끌어다 놓아도 불러와요. Enter는 고른 이미지의 JSON을 보여 주고, Del은 삭제하고, Ctrl+F는 거르고, Ctrl+N은 풀해요.</translation>
    </message>
    <message>
        <source>Archive of an image</source>
        <translation>이미지 아카이브</translation>
    </message>
    <message>
        <source>Pr&amp;une…</source>
        <translation>정리(&amp;U)…</translation>
    </message>
    <message>
        <source>Removes images that nobody needs; says what it would free before it does (docker image prune)</source>
        <translation>아무도 쓰지 않는 이미지를 삭제해요. 먼저 얼마나 비워지는지 알려 줘요(docker image prune)</translation>
    </message>
    <message>
        <source>&amp;Tag…</source>
        <translation>태그(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Save as archive…</source>
        <translation>아카이브로 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Differences of two</source>
        <translation>두 이미지의 차이(&amp;D)</translation>
    </message>
    <message>
        <source>Select two images to see how they differ.</source>
        <translation>차이를 보려면 이미지 두 개를 고르세요.</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>저장했어요: %1</translation>
    </message>
    <message>
        <source>Save as archive</source>
        <translation>아카이브로 저장</translation>
    </message>
    <message>
        <source>Archives (*.tar)</source>
        <translation>아카이브 (*.tar)</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>One more name for %1:</source>
        <translation>%1의 새 이름:</translation>
    </message>
    <message>
        <source>&amp;Push…</source>
        <translation>푸시(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Log in…</source>
        <translation>로그인(&amp;L)…</translation>
    </message>
    <message>
        <source>Logs in at the registry, and tries again (docker login)</source>
        <translation>레지스트리에 로그인하고 다시 해 봐요 (docker login)</translation>
    </message>
    <message>
        <source>%1 was refused: when you are logged in it is tried again.</source>
        <translation>거절당했어요: %1. 로그인하면 다시 해 봐요.</translation>
    </message>
    <message>
        <source>The registry does not have %1.</source>
        <comment>a reference</comment>
        <translation>레지스트리에 없어요: %1</translation>
    </message>
    <message>
        <source>Check the name and the tag; Search lists what there is.</source>
        <translation>이름과 태그를 확인하세요. 찾기를 누르면 있는 것을 보여 줘요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::ImportDialog</name>
    <message>
        <source>Import a root file system</source>
        <translation>루트 파일 시스템 가져오기</translation>
    </message>
    <message>
        <source>Makes an image of one layer from a tar of a root file system, as docker export or debootstrap with tar make one.</source>
        <translation>루트 파일 시스템의 tar로 레이어 하나짜리 이미지를 만들어요. docker export나 debootstrap과 tar로 만든 것을 쓸 수 있어요.</translation>
    </message>
    <message>
        <source>Tar file</source>
        <translation>tar 파일</translation>
    </message>
    <message>
        <source>A tar, plain or compressed; or its http or https address</source>
        <translation>tar 파일(압축돼 있어도 돼요)이나 그 http 또는 https 주소예요</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>찾아보기(&amp;B)…</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>찾아보기</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>파일 고르기</translation>
    </message>
    <message>
        <source>&amp;Tar file:</source>
        <translation>tar 파일(&amp;T):</translation>
    </message>
    <message>
        <source>Name of the image</source>
        <translation>이미지 이름</translation>
    </message>
    <message>
        <source>Repository and tag; without a tag, latest</source>
        <translation>저장소와 태그예요. 태그가 없으면 latest예요</translation>
    </message>
    <message>
        <source>&amp;Name of the image:</source>
        <translation>이미지 이름(&amp;N):</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>가져오기(&amp;I)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>취소(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without importing (Esc)</source>
        <translation>가져오지 않고 닫아요(Esc)</translation>
    </message>
    <message>
        <source>Tar of a root file system</source>
        <translation>루트 파일 시스템의 tar</translation>
    </message>
</context>
<context>
    <name>tare::gui::InspectTab</name>
    <message>
        <source>Search in the JSON</source>
        <translation>JSON에서 찾기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Enter finds the next place (Ctrl+F)</source>
        <translation>Enter를 누르면 다음을 찾아요(Ctrl+F)</translation>
    </message>
    <message>
        <source>JSON of the container, as docker inspect prints it</source>
        <translation>컨테이너의 JSON, docker inspect의 출력과 같아요</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>찾을 수 없음</translation>
    </message>
</context>
<context>
    <name>tare::gui::KernelOffer</name>
    <message>
        <source>&amp;Get the kernel</source>
        <translation>커널 받기(&amp;G)</translation>
    </message>
    <message>
        <source>Downloads Debian&apos;s cloud kernel and checks every byte (tare vm kernel --fetch)</source>
        <translation>데비안의 클라우드 커널을 내려받고 모든 바이트를 확인해요(tare vm kernel --fetch)</translation>
    </message>
    <message>
        <source>Compare &amp;without the virtual machine</source>
        <translation>가상 머신 없이 비교(&amp;W)</translation>
    </message>
    <message>
        <source>Takes the samples of the other subjects now</source>
        <translation>지금 나머지 대상만 측정해요</translation>
    </message>
    <message>
        <source>Getting a kernel for virtual machines</source>
        <translation>가상 머신용 커널을 받는 중</translation>
    </message>
</context>
<context>
    <name>tare::gui::LayerProgress</name>
    <message>
        <source>Waiting</source>
        <comment>a layer&apos;s state</comment>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Downloading</source>
        <comment>a layer&apos;s state</comment>
        <translation>내려받는 중</translation>
    </message>
    <message>
        <source>Uploading</source>
        <comment>a layer&apos;s state</comment>
        <translation>올리는 중</translation>
    </message>
    <message>
        <source>Verifying</source>
        <comment>a layer&apos;s state</comment>
        <translation>확인 중</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <comment>a layer&apos;s state</comment>
        <translation>푸는 중</translation>
    </message>
    <message>
        <source>Already here</source>
        <comment>a layer&apos;s state</comment>
        <translation>이미 있음</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>a layer&apos;s state</comment>
        <translation>완료</translation>
    </message>
    <message>
        <source>Working</source>
        <comment>a layer&apos;s state</comment>
        <translation>작업 중</translation>
    </message>
    <message>
        <source>The first digits of the layer&apos;s digest</source>
        <translation>레이어 다이제스트의 앞자리</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>레이어 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes so far, bytes in all</comment>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation>%1/초</translation>
    </message>
    <message>
        <source>Mounted from %1</source>
        <comment>a layer&apos;s state; a repository</comment>
        <translation>다른 저장소에서 연결: %1</translation>
    </message>
    <message>
        <source>Already there</source>
        <comment>a layer&apos;s state, at the registry</comment>
        <translation>이미 있음</translation>
    </message>
    <message>
        <source>Pushed</source>
        <comment>a layer&apos;s state</comment>
        <translation>푸시함</translation>
    </message>
</context>
<context>
    <name>tare::gui::LayerStack</name>
    <message>
        <source>%1 stored; %2 of it can be seen in the finished image</source>
        <translation>%1 저장, 완성된 이미지에 보이는 것은 %2</translation>
    </message>
</context>
<context>
    <name>tare::gui::LayersView</name>
    <message>
        <source>The layer in numbers</source>
        <translation>레이어의 수치</translation>
    </message>
    <message>
        <source>What</source>
        <translation>항목</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Largest files of the layer</source>
        <translation>레이어에서 가장 큰 파일</translation>
    </message>
    <message>
        <source>Largest files</source>
        <translation>가장 큰 파일</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Show its &amp;files</source>
        <translation>파일 보기(&amp;F)</translation>
    </message>
    <message>
        <source>Layers by size, the lowest at the bottom</source>
        <translation>크기로 나타낸 레이어, 맨 아래가 가장 낮은 레이어</translation>
    </message>
    <message>
        <source>Filled: what the finished image shows. Hatched: stored, and hidden by a layer above.</source>
        <translation>채운 부분은 완성된 이미지에 보이는 것, 빗금은 저장됐지만 위 레이어가 가린 것이에요.</translation>
    </message>
    <message>
        <source>The instruction that made the layer</source>
        <translation>레이어를 만든 명령</translation>
    </message>
    <message>
        <source>Show its files</source>
        <translation>파일 보기</translation>
    </message>
    <message>
        <source>The files that this layer holds and removes, in the view Files</source>
        <translation>이 레이어가 담고 지운 파일을 파일 보기에서 보여 줘요</translation>
    </message>
    <message>
        <source>Layer %1 of %2</source>
        <translation>레이어 %1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1</source>
        <translation>
            <numerusform>파일 %n개, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Bytes of the files in the layer, unpacked</source>
        <translation>레이어에 든 파일을 푼 크기</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>저장된 크기</translation>
    </message>
    <message>
        <source>Bytes of the compressed layer, as it travels</source>
        <translation>오갈 때의 압축된 레이어 크기</translation>
    </message>
    <message>
        <source>The same contents with another mode, owner, time or attribute: stored once more</source>
        <translation>내용은 같고 모드, 소유자, 시각, 속성만 달라서 한 번 더 저장됐어요</translation>
    </message>
    <message>
        <source>Gone from sight; the bytes stay in the layers below</source>
        <translation>보이지 않게 됐지만 바이트는 아래 레이어에 남아 있어요</translation>
    </message>
    <message>
        <source>Whiteouts</source>
        <translation>화이트아웃</translation>
    </message>
    <message>
        <source>Marks that hide a file of a layer below (.wh.…)</source>
        <translation>아래 레이어의 파일을 가리는 표시(.wh.…)</translation>
    </message>
    <message>
        <source>Opaque folders</source>
        <translation>불투명 폴더</translation>
    </message>
    <message>
        <source>Folders that hide all that the layers below have in them (.wh..wh..opq)</source>
        <translation>아래 레이어의 내용을 모두 가리는 폴더(.wh..wh..opq)</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Media type</source>
        <translation>미디어 타입</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>다이제스트</translation>
    </message>
    <message>
        <source>Of the compressed bytes: what the manifest names</source>
        <translation>압축된 바이트의 다이제스트로, 매니페스트가 가리켜요</translation>
    </message>
    <message>
        <source>Diff id</source>
        <translation>Diff id</translation>
    </message>
    <message>
        <source>Of the unpacked tar: what the configuration names</source>
        <translation>푼 tar의 다이제스트로, 구성이 가리켜요</translation>
    </message>
</context>
<context>
    <name>tare::gui::LifePage</name>
    <message>
        <source>Restart and health</source>
        <translation>다시 시작과 상태</translation>
    </message>
    <message>
        <source>When it ended by itself</source>
        <translation>스스로 끝났을 때</translation>
    </message>
    <message>
        <source>Start it a&amp;gain</source>
        <translation>다시 시작(&amp;G)</translation>
    </message>
    <message>
        <source>After it ended, or the machine was started again (--restart)</source>
        <translation>끝난 뒤나 컴퓨터를 다시 켠 뒤 (--restart)</translation>
    </message>
    <message>
        <source>no</source>
        <translation>안 함</translation>
    </message>
    <message>
        <source>when it failed</source>
        <translation>실패했을 때</translation>
    </message>
    <message>
        <source>always, after a reboot too</source>
        <translation>항상, 재부팅 뒤에도</translation>
    </message>
    <message>
        <source>always, but not after a reboot when it was stopped before</source>
        <translation>항상, 단 미리 멈춘 것은 재부팅 뒤에 시작하지 않음</translation>
    </message>
    <message>
        <source>At &amp;most</source>
        <translation>최대 횟수(&amp;M)</translation>
    </message>
    <message>
        <source>any number of times</source>
        <translation>횟수 제한 없음</translation>
    </message>
    <message>
        <source>How often it is started again after failures (--restart on-failure:N)</source>
        <translation>실패 뒤에 다시 시작할 횟수 (--restart on-failure:N)</translation>
    </message>
    <message>
        <source>Is it well?</source>
        <translation>잘 돌아가나요?</translation>
    </message>
    <message>
        <source>&amp;Checked</source>
        <translation>검사(&amp;C)</translation>
    </message>
    <message>
        <source>How it is found out whether it is well (--health-cmd, --no-healthcheck)</source>
        <translation>잘 돌아가는지 알아보는 방법 (--health-cmd, --no-healthcheck)</translation>
    </message>
    <message>
        <source>as its image says</source>
        <translation>이미지가 정한 대로</translation>
    </message>
    <message>
        <source>by a command of yours</source>
        <translation>직접 정한 명령으로</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>하지 않음</translation>
    </message>
    <message>
        <source>C&amp;ommand</source>
        <translation>명령(&amp;O)</translation>
    </message>
    <message>
        <source>Run by a shell in the container; 0 is well, 1 is not (--health-cmd)</source>
        <translation>컨테이너 안에서 셸로 실행해요. 0이면 정상, 1이면 비정상 (--health-cmd)</translation>
    </message>
    <message>
        <source>&amp;Every</source>
        <translation>간격(&amp;E)</translation>
    </message>
    <message>
        <source>Time between two checks, such as 30s or 1m30s (--health-interval)</source>
        <translation>검사 사이의 시간. 30s, 1m30s 등 (--health-interval)</translation>
    </message>
    <message>
        <source>&amp;Takes at most</source>
        <translation>제한 시간(&amp;T)</translation>
    </message>
    <message>
        <source>Time that a check may take (--health-timeout)</source>
        <translation>검사 한 번에 걸려도 되는 시간 (--health-timeout)</translation>
    </message>
    <message>
        <source>&amp;Unwell after</source>
        <translation>비정상 판정(&amp;U)</translation>
    </message>
    <message>
        <source>So many failures in a row (--health-retries)</source>
        <translation>이만큼 잇달아 실패하면 비정상이에요 (--health-retries)</translation>
    </message>
    <message>
        <source>Time to &amp;begin</source>
        <translation>준비 시간(&amp;B)</translation>
    </message>
    <message>
        <source>When failures do not count yet (--health-start-period)</source>
        <translation>아직 실패를 세지 않는 시간 (--health-start-period)</translation>
    </message>
    <message>
        <source>Meanwhile e&amp;very</source>
        <translation>준비 중 간격(&amp;V)</translation>
    </message>
    <message>
        <source>Time between two checks while it begins (--health-start-interval)</source>
        <translation>준비하는 동안 검사 사이의 시간 (--health-start-interval)</translation>
    </message>
    <message>
        <source>What is removed when it ends cannot be started again.</source>
        <translation>끝나면 삭제되는 컨테이너는 다시 시작할 수 없어요.</translation>
    </message>
    <message>
        <source>Write a number of times.</source>
        <translation>횟수를 숫자로 쓰세요.</translation>
    </message>
    <message>
        <source>Write the command.</source>
        <translation>명령을 쓰세요.</translation>
    </message>
    <message>
        <source>Write a time such as 30s or 1m30s.</source>
        <translation>30s나 1m30s 같은 시간을 쓰세요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::LimitField</name>
    <message>
        <source>&amp;CPUs</source>
        <translation>CPU(&amp;C)</translation>
    </message>
    <message>
        <source>How many CPUs&apos; time the container may use: 0.5 is half of one (--cpus)</source>
        <translation>컨테이너가 쓸 수 있는 CPU 시간이에요. 0.5는 CPU 반 개예요(--cpus)</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>메모리(&amp;M)</translation>
    </message>
    <message>
        <source>The most memory the container may use, at least 6 MiB; beyond it the kernel kills (--memory)</source>
        <translation>컨테이너가 쓸 수 있는 최대 메모리예요. 최소 6 MiB이고, 넘으면 커널이 강제로 끝내요(--memory)</translation>
    </message>
    <message>
        <source>&amp;Processes</source>
        <translation>프로세스(&amp;P)</translation>
    </message>
    <message>
        <source>The most processes and threads the container may have, which stops a fork bomb (--pids-limit)</source>
        <translation>컨테이너가 가질 수 있는 최대 프로세스와 스레드 수예요. 포크 폭탄을 막아 줘요(--pids-limit)</translation>
    </message>
    <message>
        <source>Limit: %1</source>
        <translation>제한: %1</translation>
    </message>
    <message>
        <source>%1, slider</source>
        <translation>%1, 슬라이더</translation>
    </message>
    <message>
        <source>%1, exact</source>
        <translation>%1, 정확한 값</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>For example: %1</source>
        <translation>예: %1</translation>
    </message>
    <message>
        <source>The least is %1.</source>
        <translation>최솟값은 %1이에요.</translation>
    </message>
    <message>
        <source>This is no size. Write a number with b, k, m or g after it, such as 64m.</source>
        <translation>크기가 아니에요. 64m처럼 숫자 뒤에 b, k, m, g를 붙이세요.</translation>
    </message>
    <message>
        <source>This is no number of CPUs. Write one such as 0.5.</source>
        <translation>CPU 수가 아니에요. 0.5처럼 쓰세요.</translation>
    </message>
    <message>
        <source>This is no number of processes. Write one such as 100.</source>
        <translation>프로세스 수가 아니에요. 100처럼 쓰세요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::LimitsPanel</name>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>From the cgroup: cpu.stat and memory.events</source>
        <translation>cgroup에서 읽어요: cpu.stat와 memory.events</translation>
    </message>
    <message>
        <source>Changes are written to the running container at once.</source>
        <translation>바꾸면 실행 중인 컨테이너에 바로 적용돼요.</translation>
    </message>
    <message>
        <source>The container does not run: its limits are stored, and apply at its next start.</source>
        <translation>컨테이너가 실행 중이 아니에요. 제한을 저장해 두었다가 다음에 시작할 때 적용해요.</translation>
    </message>
    <message>
        <source>This limit cannot be applied here: the control group is not this user&apos;s.</source>
        <translation>여기서는 이 제한을 적용할 수 없어요. cgroup이 이 사용자의 것이 아니에요.</translation>
    </message>
    <message>
        <source>Throttled for %1, in %2 of %3 periods.</source>
        <translation>주기 %3개 중 %2개에서 모두 %1 동안 제한됐어요.</translation>
    </message>
    <message>
        <source>Never throttled.</source>
        <translation>제한에 걸린 적이 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) killed for want of memory.</source>
        <translation>
            <numerusform>메모리가 모자라 프로세스 %n개가 강제로 끝났어요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es) now.</source>
        <translation>
            <numerusform>지금 프로세스 %n개예요.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::LiveChart</name>
    <message>
        <source>Chart: %1</source>
        <translation>차트: %1</translation>
    </message>
    <message>
        <source>No readings yet.</source>
        <translation>아직 측정값이 없어요.</translation>
    </message>
    <message>
        <source>Now %1, highest %2.</source>
        <translation>지금 %1, 최고 %2예요.</translation>
    </message>
    <message>
        <source>The limit is %1.</source>
        <translation>제한은 %1이에요.</translation>
    </message>
    <message>
        <source>Save the chart as a picture</source>
        <translation>차트를 그림으로 저장</translation>
    </message>
    <message>
        <source>Save the chart&apos;s numbers</source>
        <translation>차트의 수치 저장</translation>
    </message>
    <message>
        <source>&amp;Copy the picture</source>
        <translation>그림 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the &amp;numbers</source>
        <translation>수치 복사(&amp;N)</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>PNG로 저장(&amp;P)…</translation>
    </message>
    <message>
        <source>Save as C&amp;SV…</source>
        <translation>CSV로 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <comment>minutes before now</comment>
        <translation>−%1분</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <comment>seconds before now</comment>
        <translation>−%1초</translation>
    </message>
    <message>
        <source>now</source>
        <comment>right end of a chart&apos;s time axis</comment>
        <translation>지금</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>제한 %1</translation>
    </message>
    <message>
        <source>OOM kill</source>
        <comment>mark on a chart: the kernel killed a process for want of memory</comment>
        <translation>OOM 강제 종료</translation>
    </message>
    <message>
        <source>throttled: %1</source>
        <translation>제한됨: %1</translation>
    </message>
    <message>
        <source>No readings yet</source>
        <translation>아직 측정값 없음</translation>
    </message>
    <message>
        <source>OOM kill × %1</source>
        <comment>marks on a chart that stand close together, and how many</comment>
        <translation>OOM 강제 종료 × %1</translation>
    </message>
    <message>
        <source>killed for want of memory: %1</source>
        <comment>processes, a number</comment>
        <translation>메모리가 모자라 강제 종료: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::LogView</name>
    <message>
        <source>Error</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>경고</translation>
    </message>
    <message>
        <source>Information</source>
        <comment>level of a log line</comment>
        <translation>정보</translation>
    </message>
    <message>
        <source>Debugging</source>
        <comment>level of a log line</comment>
        <translation>디버그</translation>
    </message>
    <message>
        <source>from stderr</source>
        <translation>stderr에서 옴</translation>
    </message>
</context>
<context>
    <name>tare::gui::LoginForm</name>
    <message>
        <source>Allow plain &amp;HTTP and unknown certificates</source>
        <translation>암호화 없는 HTTP와 모르는 인증서 허용(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Registry</source>
        <translation>레지스트리(&amp;R)</translation>
    </message>
    <message>
        <source>Where images are pulled from and pushed to: registry.example.org:5000. Docker Hub when it is empty.</source>
        <translation>이미지를 풀하고 푸시하는 곳이에요. 예: registry.example.org:5000. 비워 두면 Docker Hub예요.</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>사용자(&amp;U)</translation>
    </message>
    <message>
        <source>Your name at the registry (-u, --username)</source>
        <translation>레지스트리에서 쓰는 이름이에요 (-u, --username)</translation>
    </message>
    <message>
        <source>&amp;Password or token</source>
        <translation>비밀번호 또는 토큰(&amp;P)</translation>
    </message>
    <message>
        <source>Many registries want an access token here, which can be taken back without changing the password. It goes to the registry and to where accounts are kept, and is in no command line.</source>
        <translation>여기에 액세스 토큰을 받는 레지스트리가 많아요. 토큰은 비밀번호를 바꾸지 않고도 거둘 수 있어요. 레지스트리와 보관하는 곳에만 전해지고, 명령줄에는 남지 않아요.</translation>
    </message>
    <message>
        <source>Docker Hub</source>
        <translation>Docker Hub</translation>
    </message>
    <message>
        <source>Only for a registry of your own in a network that you trust: the password can be read on the way (--insecure)</source>
        <translation>믿을 수 있는 네트워크에 있는 내 레지스트리에만 쓰세요. 비밀번호를 중간에서 읽을 수 있어요 (--insecure)</translation>
    </message>
</context>
<context>
    <name>tare::gui::LogsTab</name>
    <message>
        <source>F&amp;ollow</source>
        <translation>따라가기(&amp;O)</translation>
    </message>
    <message>
        <source>T&amp;imes</source>
        <translation>시각(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Wrap</source>
        <translation>줄 바꿈(&amp;W)</translation>
    </message>
    <message>
        <source>Log of the container</source>
        <translation>컨테이너의 로그</translation>
    </message>
    <message>
        <source>The container has not written anything yet.</source>
        <translation>컨테이너가 아직 아무것도 쓰지 않았어요.</translation>
    </message>
    <message>
        <source>Stays at the end while the container writes (--follow)</source>
        <translation>컨테이너가 쓰는 동안 끝을 따라가요(--follow)</translation>
    </message>
    <message>
        <source>Writes before each line when it came (--timestamps)</source>
        <translation>줄마다 앞에 시각을 붙여요(--timestamps)</translation>
    </message>
    <message>
        <source>Breaks long lines at the window&apos;s edge</source>
        <translation>긴 줄을 창 너비에 맞춰 나눠요</translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>로그에서 찾기</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Enter finds the text before, Shift+Enter the one after (Ctrl+F)</source>
        <translation>Enter를 누르면 앞쪽에서, Shift+Enter를 누르면 뒤쪽에서 찾아요(Ctrl+F)</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Writes what is shown to a file</source>
        <translation>보이는 내용을 파일에 저장해요</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>로그 저장</translation>
    </message>
    <message>
        <source>The log could not be written to %1.</source>
        <translation>로그를 저장하지 못했어요: %1</translation>
    </message>
    <message>
        <source>Co&amp;lours</source>
        <translation>색(&amp;L)</translation>
    </message>
    <message>
        <source>Shows text in the colours that the container asks for (ANSI escape sequences); nothing else of them is done</source>
        <translation>컨테이너가 정한 색으로 글자를 보여요 (ANSI 이스케이프 시퀀스). 색 말고는 아무것도 따르지 않아요</translation>
    </message>
    <message>
        <source>Least level</source>
        <translation>최소 수준</translation>
    </message>
    <message>
        <source>Lines of this level and above, as far as they say it: ERROR, [warn], level=info, JSON, &lt;3&gt;. Lines that say none are left out then.</source>
        <translation>이 수준부터 그 위의 줄만 보여요. ERROR, [warn], level=info, JSON, &lt;3&gt;처럼 수준을 밝힌 줄만 알 수 있고, 밝히지 않은 줄은 빠져요.</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>모든 줄</translation>
    </message>
    <message>
        <source>Debug and up</source>
        <comment>levels of log lines</comment>
        <translation>디버그부터</translation>
    </message>
    <message>
        <source>Info and up</source>
        <comment>levels of log lines</comment>
        <translation>정보부터</translation>
    </message>
    <message>
        <source>Warnings and up</source>
        <comment>levels of log lines</comment>
        <translation>경고부터</translation>
    </message>
    <message>
        <source>Errors</source>
        <comment>levels of log lines</comment>
        <translation>오류만</translation>
    </message>
    <message>
        <source>Which stream</source>
        <translation>스트림</translation>
    </message>
    <message>
        <source>What was written to standard output, to standard error, or both. Lines of stderr are marked “err” at the left; with a terminal (-t) all is stdout.</source>
        <translation>표준 출력에 쓴 것, 표준 오류에 쓴 것, 또는 둘 다. stderr의 줄에는 왼쪽에 “err” 표시가 있어요. 터미널이 있으면(-t) 모두 stdout이에요.</translation>
    </message>
    <message>
        <source>Both streams</source>
        <translation>두 스트림</translation>
    </message>
    <message>
        <source>With…</source>
        <comment>the logs of other containers</comment>
        <translation>함께 보기…</translation>
    </message>
    <message>
        <source>Reads the logs of other containers with this one, by time, each line with its container&apos;s name</source>
        <translation>다른 컨테이너의 로그를 시간순으로 함께 읽어요. 줄마다 컨테이너 이름이 붙어요</translation>
    </message>
    <message>
        <source>Takes the search for a regular expression, as Perl has them: (timeout|refused) \d+</source>
        <translation>찾는 말을 Perl 방식의 정규 표현식으로 써요: (timeout|refused) \d+</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>정규 표현식</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>The find before (Shift+F3)</source>
        <translation>앞에서 찾은 곳 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>다음</translation>
    </message>
    <message>
        <source>The find after (F3)</source>
        <translation>다음에 찾은 곳 (F3)</translation>
    </message>
    <message numerus="yes">
        <source>With %n other(s)</source>
        <translation>
            <numerusform>%n개와 함께</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no other container.</source>
        <translation>다른 컨테이너가 없어요.</translation>
    </message>
    <message>
        <source>No regular expression</source>
        <translation>정규 표현식이 아니에요</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>%1 of more than %2</source>
        <translation>%2개가 넘는 가운데 %1번째</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>a find, finds in all</comment>
        <translation>%2개 가운데 %1번째</translation>
    </message>
    <message numerus="yes">
        <source>more than %n found</source>
        <translation>
            <numerusform>%n개 넘게 찾음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n line(s) the expression took too long and was given up.</source>
        <translation>
            <numerusform>%n개 줄에서는 표현식이 너무 오래 걸려 그만두었어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>저장한 곳: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::MainWindow</name>
    <message>
        <source>Tare %1</source>
        <translation>Tare %1</translation>
    </message>
    <message>
        <source>Tare: the weight of the empty container, taken off before the goods are weighed. It runs containers on an engine of its own, shows what is inside images, and weighs containers against virtual machines. Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Tare(테어)는 물건을 달기 전에 빼는 빈 용기의 무게를 뜻해요. 자체 엔진으로 컨테이너를 실행하고, 이미지 속을 보여 주고, 컨테이너와 가상 머신을 달아 비교해요. GNU 일반 공중 사용 허가서 3판 이상을 따르는 자유 소프트웨어예요.</translation>
    </message>
    <message>
        <source>The language changes when the window opens again.</source>
        <translation>언어는 창을 다시 열 때 바뀌어요.</translation>
    </message>
    <message>
        <source>Containers keep running meanwhile.</source>
        <translation>그동안 컨테이너는 계속 실행돼요.</translation>
    </message>
    <message>
        <source>&amp;Open again now</source>
        <translation>지금 다시 열기(&amp;O)</translation>
    </message>
    <message>
        <source>Everything is ready: a small Linux image is on this machine.</source>
        <translation>준비가 끝났어요. 작은 리눅스 이미지가 이 컴퓨터에 있어요.</translation>
    </message>
    <message>
        <source>It was put together here, without a network. Start a container from it, or weigh that container against a virtual machine booted from the same image.</source>
        <translation>네트워크 없이 여기서 만든 이미지예요. 이 이미지로 컨테이너를 시작하거나, 같은 이미지로 부팅한 가상 머신과 비교해 보세요.</translation>
    </message>
    <message>
        <source>Run your &amp;first container</source>
        <translation>첫 컨테이너 실행(&amp;F)</translation>
    </message>
    <message>
        <source>Compare it with a &amp;virtual machine</source>
        <translation>가상 머신과 비교(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;What this machine has</source>
        <translation>이 컴퓨터에 있는 것(&amp;W)</translation>
    </message>
    <message>
        <source>Everything that is looked at, with the exact fix of each</source>
        <translation>살펴본 모든 것과 저마다 고치는 방법</translation>
    </message>
</context>
<context>
    <name>tare::gui::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>The original message, for a search or a report</source>
        <translation>검색하거나 알릴 때 쓸 원래 메시지</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>메시지 닫기</translation>
    </message>
    <message>
        <source>Close this message (Esc)</source>
        <translation>메시지 닫기(Esc)</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>메시지의 자세한 내용</translation>
    </message>
</context>
<context>
    <name>tare::gui::NavigationRail</name>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Appearance, language, help (F10)</source>
        <translation>화면 모양, 언어, 도움말 (F10)</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Search everything: actions, pages, containers, images, networks, volumes and settings (Ctrl+K)</source>
        <translation>전체 찾기: 동작, 페이지, 컨테이너, 이미지, 네트워크, 볼륨, 설정 (Ctrl+K)</translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworkDetail</name>
    <message>
        <source>What the network is</source>
        <translation>네트워크 정보</translation>
    </message>
    <message>
        <source>C&amp;onnect…</source>
        <translation>연결(&amp;O)…</translation>
    </message>
    <message>
        <source>Puts a container into this network (docker network connect)</source>
        <translation>컨테이너를 이 네트워크에 넣어요 (docker network connect)</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>연결 끊기(&amp;D)</translation>
    </message>
    <message>
        <source>Takes the chosen container out of this network (docker network disconnect)</source>
        <translation>고른 컨테이너를 이 네트워크에서 빼요 (docker network disconnect)</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>삭제(&amp;M)…</translation>
    </message>
    <message>
        <source>Sho&amp;w container</source>
        <translation>컨테이너 보기(&amp;W)</translation>
    </message>
    <message>
        <source>Shows the chosen container on the page Containers</source>
        <translation>고른 컨테이너를 컨테이너 페이지에서 보여요</translation>
    </message>
    <message>
        <source>Containers in this network</source>
        <translation>이 네트워크의 컨테이너</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>IPv4</source>
        <translation>IPv4</translation>
    </message>
    <message>
        <source>IPv6</source>
        <translation>IPv6</translation>
    </message>
    <message>
        <source>Hardware address</source>
        <translation>하드웨어 주소</translation>
    </message>
    <message>
        <source>Who is in it</source>
        <translation>들어 있는 컨테이너</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>드라이버</translation>
    </message>
    <message>
        <source>host: this machine&apos;s own network, nothing between</source>
        <translation>host: 사이에 아무것도 없이 이 컴퓨터의 네트워크</translation>
    </message>
    <message>
        <source>none: only the container itself</source>
        <translation>none: 컨테이너 자신뿐</translation>
    </message>
    <message>
        <source>bridge: a switch inside this machine</source>
        <translation>bridge: 이 컴퓨터 안의 스위치</translation>
    </message>
    <message>
        <source>Reaches</source>
        <translation>닿는 곳</translation>
    </message>
    <message>
        <source>only its own containers: nothing gets out of it, or in</source>
        <translation>안의 컨테이너뿐. 밖으로도 안으로도 오가지 못해요</translation>
    </message>
    <message>
        <source>its own containers, and through this machine the outside</source>
        <translation>안의 컨테이너, 그리고 이 컴퓨터를 거쳐 바깥</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>containers do not find each other by name</source>
        <translation>컨테이너끼리 이름으로 찾지 못해요</translation>
    </message>
    <message>
        <source>containers find each other by their names</source>
        <translation>컨테이너끼리 이름으로 찾아요</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>브리지</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>Network id</source>
        <translation>네트워크 id</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>서브넷</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>게이트웨이</translation>
    </message>
    <message>
        <source>For containers</source>
        <translation>컨테이너용</translation>
    </message>
    <message>
        <source>IPv6 subnet</source>
        <translation>IPv6 서브넷</translation>
    </message>
    <message>
        <source>IPv6 gateway</source>
        <translation>IPv6 게이트웨이</translation>
    </message>
    <message>
        <source>IPv6 for containers</source>
        <translation>컨테이너용 IPv6</translation>
    </message>
    <message>
        <source>Labels and options</source>
        <translation>레이블과 옵션</translation>
    </message>
    <message>
        <source>Label %1</source>
        <translation>레이블 %1</translation>
    </message>
    <message>
        <source>This network is always there</source>
        <translation>늘 있는 네트워크예요</translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworkDialog</name>
    <message>
        <source>&amp;Create</source>
        <translation>만들기(&amp;C)</translation>
    </message>
    <message>
        <source>Create a network</source>
        <translation>네트워크 만들기</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>What the network is called</source>
        <translation>네트워크의 이름</translation>
    </message>
    <message>
        <source>&amp;Subnet</source>
        <translation>서브넷(&amp;S)</translation>
    </message>
    <message>
        <source>one that is free</source>
        <translation>비어 있는 것</translation>
    </message>
    <message>
        <source>Its addresses, such as 172.28.0.0/16 (--subnet)</source>
        <translation>172.28.0.0/16 같은 주소 범위 (--subnet)</translation>
    </message>
    <message>
        <source>&amp;Gateway</source>
        <translation>게이트웨이(&amp;G)</translation>
    </message>
    <message>
        <source>the first address</source>
        <translation>첫 주소</translation>
    </message>
    <message>
        <source>This machine&apos;s address in it (--gateway)</source>
        <translation>네트워크 안 이 컴퓨터의 주소 (--gateway)</translation>
    </message>
    <message>
        <source>&amp;For containers</source>
        <translation>컨테이너용(&amp;F)</translation>
    </message>
    <message>
        <source>the whole subnet</source>
        <translation>서브넷 전체</translation>
    </message>
    <message>
        <source>The part of the subnet that containers get addresses of, such as 172.28.5.0/24 (--ip-range)</source>
        <translation>컨테이너가 주소를 받을 서브넷의 일부. 172.28.5.0/24 등 (--ip-range)</translation>
    </message>
    <message>
        <source>&amp;Internal: nothing gets out of it, or in</source>
        <translation>내부용: 밖으로도 안으로도 오가지 못함(&amp;I)</translation>
    </message>
    <message>
        <source>IPv&amp;6 too</source>
        <translation>IPv6도(&amp;6)</translation>
    </message>
    <message>
        <source>Each container gets an IPv6 address as well (--ipv6)</source>
        <translation>컨테이너마다 IPv6 주소도 받아요 (--ipv6)</translation>
    </message>
    <message>
        <source>I&amp;Pv6 subnet</source>
        <translation>IPv6 서브넷(&amp;P)</translation>
    </message>
    <message>
        <source>one of its own</source>
        <translation>알아서 정함</translation>
    </message>
    <message>
        <source>Such as fd00:28::/64 (--subnet)</source>
        <translation>fd00:28::/64 등 (--subnet)</translation>
    </message>
    <message>
        <source>&amp;Largest packet</source>
        <translation>최대 패킷(&amp;L)</translation>
    </message>
    <message>
        <source>Bytes (-o com.docker.network.driver.mtu)</source>
        <translation>바이트 (-o com.docker.network.driver.mtu)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Of the label (--label)</source>
        <translation>레이블의 키나 값 (--label)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>A&amp;dd a label</source>
        <translation>레이블 추가(&amp;D)</translation>
    </message>
    <message>
        <source>A label, to find it by (--label)</source>
        <translation>찾을 때 쓰는 레이블 (--label)</translation>
    </message>
    <message>
        <source>The docker command that equals these fields</source>
        <translation>이 설정과 같은 docker 명령</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Closes without a network (Esc)</source>
        <translation>네트워크를 만들지 않고 닫아요 (Esc)</translation>
    </message>
    <message>
        <source>A name has letters, digits and _ . - and begins with a letter or digit.</source>
        <translation>이름은 글자나 숫자로 시작하고, 글자, 숫자, _ . - 로 이루어져요.</translation>
    </message>
    <message>
        <source>A network has this name already.</source>
        <translation>이 이름의 네트워크가 이미 있어요.</translation>
    </message>
    <message>
        <source>Write a subnet such as 172.28.0.0/16.</source>
        <translation>172.28.0.0/16 같은 서브넷을 쓰세요.</translation>
    </message>
    <message>
        <source>This is no address of the kind that is needed.</source>
        <translation>여기에 맞는 주소가 아니에요.</translation>
    </message>
    <message>
        <source>Write the subnet first.</source>
        <translation>먼저 서브넷을 쓰세요.</translation>
    </message>
    <message>
        <source>This is not in the subnet.</source>
        <translation>서브넷 안의 주소가 아니에요.</translation>
    </message>
    <message>
        <source>Write a subnet such as fd00:28::/64.</source>
        <translation>fd00:28::/64 같은 서브넷을 쓰세요.</translation>
    </message>
    <message>
        <source>Write a number from %1 to %2.</source>
        <translation>%1부터 %2까지의 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>Write the label&apos;s key, without =.</source>
        <translation>= 없이 레이블의 키를 쓰세요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworkModel</name>
    <message>
        <source>nowhere</source>
        <translation>아무 곳도 아님</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>내부</translation>
    </message>
    <message>
        <source>as this machine</source>
        <translation>이 컴퓨터처럼</translation>
    </message>
    <message>
        <source>outside too</source>
        <translation>바깥까지</translation>
    </message>
    <message>
        <source>No container is in it</source>
        <translation>들어 있는 컨테이너가 없어요</translation>
    </message>
    <message>
        <source>Nothing gets out of it, or in (--internal)</source>
        <translation>밖으로도 안으로도 오가지 못해요 (--internal)</translation>
    </message>
    <message>
        <source>How far its containers reach</source>
        <translation>컨테이너가 닿는 범위</translation>
    </message>
    <message>
        <source>The addresses that its containers get (--subnet)</source>
        <translation>컨테이너가 받는 주소 (--subnet)</translation>
    </message>
    <message>
        <source>This machine&apos;s address in it (--gateway)</source>
        <translation>네트워크 안 이 컴퓨터의 주소 (--gateway)</translation>
    </message>
    <message>
        <source>How many containers are in it, or will be when they run</source>
        <translation>들어 있거나 실행되면 들어올 컨테이너의 수</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>드라이버</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>서브넷</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>게이트웨이</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>Reaches</source>
        <comment>column: how far a network&apos;s containers reach</comment>
        <translation>닿는 곳</translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworkPage</name>
    <message>
        <source>“%1” is no address of this machine: write one such as 127.0.0.1, or nothing for all.</source>
        <translation>이 컴퓨터의 주소가 아니에요. 127.0.0.1처럼 쓰거나, 비우면 모든 주소예요: “%1”</translation>
    </message>
    <message>
        <source>“%1” is no port: write a number from 1 to 65535, or a range such as 8000-8010.</source>
        <translation>포트가 아니에요. 1부터 65535까지의 숫자나 8000-8010 같은 범위를 쓰세요: “%1”</translation>
    </message>
    <message>
        <source>Write the container&apos;s port.</source>
        <translation>컨테이너의 포트를 쓰세요.</translation>
    </message>
    <message>
        <source>These ranges of ports do not fit together.</source>
        <translation>두 포트 범위의 개수가 맞지 않아요.</translation>
    </message>
    <message>
        <source>Network and ports</source>
        <translation>네트워크와 포트</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Netwo&amp;rk</source>
        <translation>네트워크(&amp;R)</translation>
    </message>
    <message>
        <source>bridge: a way out, and published ports. none: only itself. host: the machine&apos;s own network, unprotected. Another container&apos;s: the same addresses and ports as it has (--network)</source>
        <translation>bridge: 밖으로 나갈 수 있고 포트를 공개할 수 있어요. none: 자기 자신뿐이에요. host: 컴퓨터의 네트워크를 보호 없이 써요. 다른 컨테이너: 그 컨테이너와 주소와 포트가 같아요 (--network)</translation>
    </message>
    <message>
        <source>bridge: a way out, and published ports (the usual one)</source>
        <translation>bridge: 밖으로 나가고 포트를 공개해요 (보통)</translation>
    </message>
    <message>
        <source>none: a network of its own without a way out</source>
        <translation>none: 밖으로 나가는 길이 없는 자체 네트워크</translation>
    </message>
    <message>
        <source>host: the machine&apos;s own network</source>
        <translation>host: 이 컴퓨터의 네트워크</translation>
    </message>
    <message>
        <source>Published ports</source>
        <translation>공개한 포트</translation>
    </message>
    <message>
        <source>Address here</source>
        <translation>이 컴퓨터 주소</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Which address of this machine; empty: all of them (-p)</source>
        <translation>이 컴퓨터의 어느 주소인지. 비우면 모두 (-p)</translation>
    </message>
    <message>
        <source>Port here</source>
        <translation>이 컴퓨터 포트</translation>
    </message>
    <message>
        <source>any free</source>
        <translation>빈 포트</translation>
    </message>
    <message>
        <source>A port of this machine, or a range to choose from; empty: any that is free (-p)</source>
        <translation>이 컴퓨터의 포트나 고를 범위. 비우면 아무 빈 포트 (-p)</translation>
    </message>
    <message>
        <source>Port in the container</source>
        <translation>컨테이너 포트</translation>
    </message>
    <message>
        <source>What the container listens on (-p)</source>
        <translation>컨테이너가 수신하는 포트 (-p)</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>프로토콜</translation>
    </message>
    <message>
        <source>tcp or udp (-p)</source>
        <translation>tcp 또는 udp (-p)</translation>
    </message>
    <message>
        <source>Add a por&amp;t</source>
        <translation>포트 추가(&amp;T)</translation>
    </message>
    <message>
        <source>A port of the container that this machine answers for (-p, --publish)</source>
        <translation>이 컴퓨터가 대신 받아 줄 컨테이너의 포트 (-p, --publish)</translation>
    </message>
    <message>
        <source>Publish a&amp;ll that the image exposes</source>
        <translation>이미지가 알린 포트를 모두 공개(&amp;L)</translation>
    </message>
    <message>
        <source>Each at any port that is free (-P, --publish-all)</source>
        <translation>각각 아무 빈 포트에 (-P, --publish-all)</translation>
    </message>
    <message>
        <source>E&amp;xposed too</source>
        <translation>더 알릴 포트(&amp;X)</translation>
    </message>
    <message>
        <source>Further ports that the container listens on (--expose)</source>
        <translation>컨테이너가 더 수신하는 포트 (--expose)</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>&amp;Host name</source>
        <translation>호스트 이름(&amp;H)</translation>
    </message>
    <message>
        <source>the container&apos;s id</source>
        <translation>컨테이너 id</translation>
    </message>
    <message>
        <source>What the container calls itself (--hostname)</source>
        <translation>컨테이너가 스스로를 부르는 이름(--hostname)</translation>
    </message>
    <message>
        <source>Do&amp;main</source>
        <translation>도메인(&amp;M)</translation>
    </message>
    <message>
        <source>Its NIS domain name (--domainname)</source>
        <translation>컨테이너의 NIS 도메인 이름 (--domainname)</translation>
    </message>
    <message>
        <source>&amp;Called in its network</source>
        <translation>네트워크 안 별명(&amp;C)</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>컨테이너 이름</translation>
    </message>
    <message>
        <source>Further names that containers of the same network find it by (--network-alias)</source>
        <translation>같은 네트워크의 컨테이너가 찾을 때 쓰는 다른 이름 (--network-alias)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>A name that the container knows (--add-host)</source>
        <translation>컨테이너가 알 이름 (--add-host)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Its address; host-gateway is this machine (--add-host)</source>
        <translation>그 이름의 주소. host-gateway는 이 컴퓨터예요 (--add-host)</translation>
    </message>
    <message>
        <source>Add a h&amp;ost</source>
        <translation>호스트 추가(&amp;O)</translation>
    </message>
    <message>
        <source>A line of the container&apos;s /etc/hosts (--add-host)</source>
        <translation>컨테이너 /etc/hosts의 한 줄 (--add-host)</translation>
    </message>
    <message>
        <source>Name ser&amp;vers</source>
        <translation>네임 서버(&amp;V)</translation>
    </message>
    <message>
        <source>this machine&apos;s</source>
        <translation>이 컴퓨터와 같은 것</translation>
    </message>
    <message>
        <source>Whom it asks for addresses (--dns)</source>
        <translation>주소를 물어볼 서버 (--dns)</translation>
    </message>
    <message>
        <source>Search &amp;in</source>
        <translation>찾을 도메인(&amp;I)</translation>
    </message>
    <message>
        <source>Domains that short names are looked up in; . for none (--dns-search)</source>
        <translation>짧은 이름을 찾을 도메인. 없으면 . (--dns-search)</translation>
    </message>
    <message>
        <source>R&amp;esolver options</source>
        <translation>리졸버 옵션(&amp;E)</translation>
    </message>
    <message>
        <source>Of resolv.conf (--dns-option)</source>
        <translation>resolv.conf의 옵션 (--dns-option)</translation>
    </message>
    <message>
        <source>Its addresses</source>
        <translation>컨테이너 주소</translation>
    </message>
    <message>
        <source>chosen by the network</source>
        <translation>네트워크가 정함</translation>
    </message>
    <message>
        <source>In a network that you made (--ip)</source>
        <translation>직접 만든 네트워크에서 (--ip)</translation>
    </message>
    <message>
        <source>In a network that you made (--ip6)</source>
        <translation>직접 만든 네트워크에서 (--ip6)</translation>
    </message>
    <message>
        <source>Har&amp;dware address</source>
        <translation>하드웨어 주소(&amp;D)</translation>
    </message>
    <message>
        <source>Its hardware address, such as 92:d0:c6:0a:29:33 (--mac-address)</source>
        <translation>92:d0:c6:0a:29:33 같은 하드웨어 주소 (--mac-address)</translation>
    </message>
    <message>
        <source>the same as the container “%1” has</source>
        <translation>컨테이너와 같은 네트워크: “%1”</translation>
    </message>
    <message>
        <source>The image listens on this port: publish it (-p)</source>
        <translation>이미지가 수신하는 포트예요. 누르면 공개해요 (-p)</translation>
    </message>
    <message>
        <source>Publish %1</source>
        <translation>%1 공개</translation>
    </message>
    <message>
        <source>This port stands here twice.</source>
        <translation>같은 포트가 두 번 있어요.</translation>
    </message>
    <message>
        <source>A container that uses another&apos;s network publishes nothing: the other one does.</source>
        <translation>다른 컨테이너의 네트워크를 쓰면 포트를 공개할 수 없어요. 그 컨테이너가 공개해요.</translation>
    </message>
    <message>
        <source>On this network nothing is published: the ports are kept, and do nothing.</source>
        <translation>이 네트워크에서는 포트를 공개하지 않아요. 적어 두어도 아무 일도 하지 않아요.</translation>
    </message>
    <message>
        <source>“%1” is no such address.</source>
        <translation>그런 주소가 아니에요: “%1”</translation>
    </message>
    <message>
        <source>Only a network that you made gives the address that you want.</source>
        <translation>원하는 주소는 직접 만든 네트워크에서만 받을 수 있어요.</translation>
    </message>
    <message>
        <source>A hardware address is six pairs of hexadecimal digits, such as 92:d0:c6:0a:29:33.</source>
        <translation>하드웨어 주소는 92:d0:c6:0a:29:33처럼 16진수 두 자리씩 여섯 쌍이에요.</translation>
    </message>
    <message>
        <source>Only a network that you made knows such names.</source>
        <translation>별명은 직접 만든 네트워크에서만 통해요.</translation>
    </message>
    <message>
        <source>Write a name.</source>
        <translation>이름을 쓰세요.</translation>
    </message>
    <message>
        <source>“%1” is no address.</source>
        <translation>주소가 아니에요: “%1”</translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworkTable</name>
    <message>
        <source>Networks</source>
        <translation>네트워크</translation>
    </message>
</context>
<context>
    <name>tare::gui::NetworksPage</name>
    <message>
        <source>Filter networks</source>
        <translation>네트워크 거르기</translation>
    </message>
    <message>
        <source>Pr&amp;une…</source>
        <translation>정리(&amp;U)…</translation>
    </message>
    <message>
        <source>Removes networks that no container has; says which before it does (docker network prune)</source>
        <translation>어느 컨테이너도 쓰지 않는 네트워크를 삭제해요. 먼저 무엇을 지울지 알려 줘요 (docker network prune)</translation>
    </message>
    <message>
        <source>Create…</source>
        <translation>만들기…</translation>
    </message>
    <message>
        <source>A new network (docker network create, Ctrl+N)</source>
        <translation>새 네트워크 (docker network create, Ctrl+N)</translation>
    </message>
    <message>
        <source>Connect a container…</source>
        <translation>컨테이너 연결…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>삭제…</translation>
    </message>
    <message numerus="yes">
        <source>%n network(s) removed.</source>
        <translation>
            <numerusform>네트워크 %n개를 삭제했어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>A network joins containers as a switch joins machines. On a network that you made, containers find each other by their names; on bridge, which is always there, only by their addresses. An internal network has no way out. Ctrl+N makes one, Del removes the chosen one, and a container can be in several: Connect puts it in, Disconnect takes it out, while it runs or not.</source>
        <translation>네트워크는 스위치가 컴퓨터를 잇듯 컨테이너를 이어요. 직접 만든 네트워크에서는 컨테이너끼리 이름으로 찾고, 늘 있는 bridge에서는 주소로만 찾아요. 내부 네트워크에는 밖으로 나가는 길이 없어요. Ctrl+N으로 만들고 Del로 고른 것을 삭제해요. 컨테이너는 여러 네트워크에 들어갈 수 있어요. 실행 중이든 아니든 연결로 넣고 연결 끊기로 빼요.</translation>
    </message>
    <message>
        <source>Remove the network %1?</source>
        <translation>네트워크를 삭제할까요? %1</translation>
    </message>
    <message>
        <source>No container is in it.</source>
        <translation>들어 있는 컨테이너가 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n container(s) have it; those that run keep it from being removed.</source>
        <translation>
            <numerusform>컨테이너 %n개가 쓰고 있어요. 실행 중인 것이 있으면 삭제되지 않아요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>Every network that people made has a container: there is nothing to remove.</source>
        <translation>만든 네트워크마다 컨테이너가 있어서 지울 것이 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n network(s) that no container has would be removed.</source>
        <translation>
            <numerusform>어느 컨테이너도 쓰지 않는 네트워크 %n개를 삭제해요.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::Notifier</name>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
</context>
<context>
    <name>tare::gui::OverviewTab</name>
    <message>
        <source>Overview of the container</source>
        <translation>컨테이너 개요</translation>
    </message>
    <message>
        <source>What runs</source>
        <translation>실행하는 것</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>종료 코드</translation>
    </message>
    <message>
        <source>That means</source>
        <translation>뜻</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>The kernel killed one of its processes for want of memory (OOM).</source>
        <translation>메모리가 모자라 커널이 프로세스 하나를 강제로 끝냈어요(OOM).</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>마지막 오류</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>First process</source>
        <translation>첫 프로세스</translation>
    </message>
    <message>
        <source>PID %1 on this machine</source>
        <translation>이 컴퓨터의 PID %1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>때</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>What it may use</source>
        <translation>쓸 수 있는 것</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>(reading only)</source>
        <translation>(읽기 전용)</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>식별 정보</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Container id</source>
        <translation>컨테이너 id</translation>
    </message>
    <message>
        <source>Image id</source>
        <translation>이미지 id</translation>
    </message>
    <message>
        <source>Label %1</source>
        <translation>레이블 %1</translation>
    </message>
    <message>
        <source>host: it uses this machine&apos;s own network</source>
        <translation>host: 이 컴퓨터의 네트워크를 그대로 써요</translation>
    </message>
    <message>
        <source>none: it reaches nothing but itself</source>
        <translation>none: 자기 자신 말고는 닿는 곳이 없어요</translation>
    </message>
    <message>
        <source>that of another container: %1</source>
        <translation>다른 컨테이너의 네트워크: %1</translation>
    </message>
    <message>
        <source>%1, outwards by way of %2</source>
        <translation>%1, 밖으로는 %2를 거쳐요</translation>
    </message>
    <message>
        <source>Hardware address</source>
        <translation>하드웨어 주소</translation>
    </message>
    <message>
        <source>gets its address when it starts</source>
        <translation>시작하면 주소를 받아요</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Opens %1 in the browser</source>
        <translation>브라우저에서 열기: %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 열기</translation>
    </message>
    <message>
        <source>Folders that it sees</source>
        <translation>보이는 폴더</translation>
    </message>
    <message>
        <source>a folder of its own: %1</source>
        <translation>자기 폴더: %1</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>메모리에 있음</translation>
    </message>
    <message>
        <source>%1 of this machine</source>
        <translation>이 컴퓨터의 %1</translation>
    </message>
    <message>
        <source>in memory (%1)</source>
        <translation>메모리에 있음 (%1)</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(비어 있음)</translation>
    </message>
    <message>
        <source>Started again</source>
        <translation>다시 시작</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>지금까지</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n번</numerusform>
        </translation>
    </message>
    <message>
        <source>Health</source>
        <translation>상태 검사</translation>
    </message>
    <message>
        <source>Failures in a row</source>
        <translation>잇따른 실패</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>failed (%1)</source>
        <translation>실패 (%1)</translation>
    </message>
    <message>
        <source>the volume %1</source>
        <translation>볼륨 %1</translation>
    </message>
    <message>
        <source>%1; failures do not count yet</source>
        <translation>%1. 아직 실패를 세지 않아요</translation>
    </message>
</context>
<context>
    <name>tare::gui::PageHeader</name>
    <message>
        <source>Shows only the rows that contain this text (Ctrl+F)</source>
        <translation>이 글자가 들어 있는 줄만 보여 줘요(Ctrl+F)</translation>
    </message>
</context>
<context>
    <name>tare::gui::PaletteModel</name>
    <message>
        <source>Page</source>
        <translation>페이지</translation>
    </message>
</context>
<context>
    <name>tare::gui::PasteBox</name>
    <message>
        <source>Fill in</source>
        <translation>채우기</translation>
    </message>
    <message>
        <source>A docker run line</source>
        <translation>docker run 명령</translation>
    </message>
    <message>
        <source>A line of docker run, podman run or tare run; Ctrl+Enter fills it in</source>
        <translation>docker run, podman run, tare run 명령. Ctrl+Enter로 채워요</translation>
    </message>
    <message>
        <source>Puts what the line says into the fields, in place of what stands there (Ctrl+Enter)</source>
        <translation>지금 있는 내용 대신 명령의 내용을 칸에 넣어요 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>This line cannot be read: %1.</source>
        <translation>이 명령을 읽을 수 없어요: %1.</translation>
    </message>
    <message>
        <source>%1: Tare has nothing like it, so it was left out.</source>
        <translation>%1: Tare에 없는 옵션이라 뺐어요.</translation>
    </message>
    <message>
        <source>%1: says how the command behaves, nothing of the container; it was left out.</source>
        <translation>%1: 컨테이너가 아니라 명령의 동작을 정하는 옵션이라 뺐어요.</translation>
    </message>
    <message>
        <source>%1: nobody knows this option; it was left out.</source>
        <translation>%1: 알 수 없는 옵션이라 뺐어요.</translation>
    </message>
    <message>
        <source>%1: it was left out, for its value does not work (%2).</source>
        <translation>%1: 값이 맞지 않아 뺐어요 (%2).</translation>
    </message>
    <message>
        <source>%1: a shell would put something in its place; here it stands as it is.</source>
        <translation>%1: 셸이라면 다른 것으로 바꿀 부분이에요. 여기서는 쓴 그대로 두었어요.</translation>
    </message>
    <message>
        <source>%1: belongs to another command; it was left out.</source>
        <translation>%1: 다른 명령의 부분이라 뺐어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::PortCheck</name>
    <message>
        <source>Port %1 of this machine is in use: the container “%2” has it.</source>
        <translation>이 컴퓨터의 포트 %1번은 이미 쓰이고 있어요. 쓰는 컨테이너: “%2”</translation>
    </message>
    <message>
        <source>Port %1 of this machine is in use: %2 has it.</source>
        <translation>이 컴퓨터의 포트 %1번은 이미 쓰이고 있어요. 쓰는 프로그램: %2</translation>
    </message>
    <message>
        <source>Port %1 of this machine is in use.</source>
        <translation>이 컴퓨터의 포트 %1번은 이미 쓰이고 있어요.</translation>
    </message>
    <message>
        <source>Port %1 of this machine is root&apos;s alone: publish a higher one.</source>
        <translation>이 컴퓨터의 포트 %1번은 root만 쓸 수 있어요. 더 높은 포트를 쓰세요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::PreflightPage</name>
    <message>
        <source>Only what is limited or &amp;missing</source>
        <translation>제한되거나 없는 것만(&amp;M)</translation>
    </message>
    <message>
        <source>Filter checks</source>
        <translation>항목 거르기</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>다시 확인</translation>
    </message>
    <message>
        <source>Tries everything again, a guest on KVM too (tare preflight --again, Ctrl+N)</source>
        <translation>KVM 게스트까지 모두 다시 해 봐요 (tare preflight --again, Ctrl+N)</translation>
    </message>
    <message>
        <source>Hides what works and what is not needed</source>
        <translation>되는 것과 필요 없는 것을 숨겨요</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>컴퓨터</translation>
    </message>
    <message>
        <source>What this machine has and lacks for containers, networks, limits, virtual machines and measurements. Each is tried, not looked up: a namespace is made, an overlay is mounted, rules are loaded in a network of their own, a guest is booted. Beside what is missing stands the command that mends it: copy it into a terminal, then Check again (Ctrl+N).</source>
        <translation>컨테이너, 네트워크, 제한, 가상 머신, 측정에 필요한 것 가운데 이 컴퓨터에 있는 것과 없는 것이에요. 찾아보기만 하지 않고 실제로 해 봐요. 네임스페이스를 만들고, overlay를 마운트하고, 따로 떼어 낸 네트워크에 규칙을 넣고, 게스트를 부팅해요. 없는 것 옆에는 고치는 명령이 있어요. 터미널에 붙여 넣고 다시 확인을 누르세요(Ctrl+N).</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>이 컴퓨터를 살펴보고 있어요…</translation>
    </message>
    <message>
        <source>This machine lacks nothing.</source>
        <translation>모자란 것이 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) of %1 are limited or missing; everything else works.</source>
        <translation>
            <numerusform>%1개 가운데 %n개가 제한되거나 없어요. 나머지는 모두 돼요.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::ProcessModel</name>
    <message>
        <source>Number of the process, as this machine counts (PID)</source>
        <translation>이 컴퓨터에서 본 프로세스 번호 (PID)</translation>
    </message>
    <message>
        <source>Number of the process that started it (PPID)</source>
        <translation>이 프로세스를 시작한 프로세스의 번호 (PPID)</translation>
    </message>
    <message>
        <source>Per cent of one CPU since the reading before</source>
        <translation>앞선 측정 뒤로 쓴 CPU. CPU 하나가 100 %예요</translation>
    </message>
    <message>
        <source>Memory that it holds, with what it shares with others (RSS)</source>
        <translation>차지한 메모리. 다른 프로세스와 함께 쓰는 것도 들어 있어요 (RSS)</translation>
    </message>
    <message>
        <source>CPU time that it has used</source>
        <translation>지금까지 쓴 CPU 시간</translation>
    </message>
    <message>
        <source>Parent</source>
        <comment>column: of a process</comment>
        <translation>부모</translation>
    </message>
    <message>
        <source>User</source>
        <comment>column: of a process</comment>
        <translation>사용자</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>CPU time</source>
        <comment>column: of a process</comment>
        <translation>CPU 시간</translation>
    </message>
    <message>
        <source>Started</source>
        <comment>column: when a process began</comment>
        <translation>시작한 때</translation>
    </message>
    <message>
        <source>Command</source>
        <comment>column: of a process</comment>
        <translation>명령</translation>
    </message>
</context>
<context>
    <name>tare::gui::ProcessTable</name>
    <message>
        <source>Processes of the container</source>
        <translation>컨테이너의 프로세스</translation>
    </message>
</context>
<context>
    <name>tare::gui::ProcessesTab</name>
    <message>
        <source>Send a signal</source>
        <translation>신호 보내기</translation>
    </message>
    <message>
        <source>Sends a signal to the chosen process alone; to the first one as docker kill does (Enter)</source>
        <translation>고른 프로세스에만 신호를 보내요. 첫 프로세스에는 docker kill처럼 보내요 (Enter)</translation>
    </message>
    <message>
        <source>end, please</source>
        <translation>끝내 달라는 요청</translation>
    </message>
    <message>
        <source>interrupt, as Ctrl+C</source>
        <translation>중단 (Ctrl+C와 같음)</translation>
    </message>
    <message>
        <source>hang up; many read their configuration again</source>
        <translation>연결 끊김. 설정을 다시 읽는 프로그램이 많아요</translation>
    </message>
    <message>
        <source>quit; some say where they are first</source>
        <translation>종료. 어디까지 했는지 먼저 알리는 프로그램도 있어요</translation>
    </message>
    <message>
        <source>what the program makes of it</source>
        <translation>뜻은 프로그램이 정해요</translation>
    </message>
    <message>
        <source>halt</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>end at once, without a word</source>
        <translation>즉시 강제 종료</translation>
    </message>
    <message>
        <source>The container does not run.</source>
        <translation>컨테이너가 실행 중이 아니에요.</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>프로세스 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::PruneDialog</name>
    <message>
        <source>Images without a &amp;name (dangling)</source>
        <translation>이름 없는 이미지(&amp;N) (dangling)</translation>
    </message>
    <message>
        <source>All images that no container &amp;uses (-a)</source>
        <translation>컨테이너가 쓰지 않는 모든 이미지(&amp;U) (-a)</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>Remove unused images</source>
        <translation>쓰지 않는 이미지 정리</translation>
    </message>
    <message>
        <source>Left over when a name moved to a newer image, and what broken pulls left behind</source>
        <translation>이름이 새 이미지로 옮겨 가서 남은 것과, 끊긴 풀이 남긴 것이에요</translation>
    </message>
    <message>
        <source>Also those that have a name: they can be pulled again, if their registry still has them</source>
        <translation>이름이 있는 것도 포함해요. 레지스트리에 남아 있으면 다시 풀할 수 있어요</translation>
    </message>
    <message>
        <source>Images that would be removed</source>
        <translation>삭제될 이미지</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Image id</source>
        <translation>이미지 id</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>There is no such image.</source>
        <translation>그런 이미지가 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) would be removed.</source>
        <translation>
            <numerusform>이미지 %n개가 삭제돼요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So would %n part(s) of broken pulls.</source>
        <translation>
            <numerusform>끊긴 풀의 조각 %n개도 삭제돼요.</numerusform>
        </translation>
    </message>
    <message>
        <source>That frees %1; layers that other images need stay.</source>
        <translation>%1이 비워져요. 다른 이미지에 필요한 레이어는 남아요.</translation>
    </message>
    <message>
        <source>%1 are free again.</source>
        <translation>%1을 비웠어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::PullBar</name>
    <message>
        <source>&amp;Pull</source>
        <translation>풀(&amp;P)</translation>
    </message>
    <message>
        <source>Image to pull</source>
        <translation>풀할 이미지</translation>
    </message>
    <message>
        <source>Image to pull: alpine, or registry.example.org/team/app:1.0</source>
        <translation>풀할 이미지: alpine 또는 registry.example.org/team/app:1.0</translation>
    </message>
    <message>
        <source>Reference of an image in a registry: [registry/]repository[:tag|@digest]. Without a registry, Docker Hub&apos;s; without a tag, latest.</source>
        <translation>레지스트리에 있는 이미지의 참조예요: [레지스트리/]저장소[:태그|@다이제스트]. 레지스트리가 없으면 Docker Hub, 태그가 없으면 latest예요.</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>풀</translation>
    </message>
    <message>
        <source>Fetches the image from its registry (docker pull)</source>
        <translation>레지스트리에서 이미지를 받아요(docker pull)</translation>
    </message>
    <message>
        <source>Pulling %1</source>
        <translation>풀하는 중: %1</translation>
    </message>
    <message>
        <source>&amp;Search…</source>
        <translation>찾기(&amp;S)…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Looks for images in a registry and lists their tags (docker search)</source>
        <translation>레지스트리에서 이미지를 찾고 태그를 보여 줘요(docker search)</translation>
    </message>
    <message>
        <source>Pulls and pushes under way</source>
        <translation>진행 중인 풀과 푸시</translation>
    </message>
    <message>
        <source>Stops the pull; what has come stays and need not be fetched again</source>
        <translation>풀을 멈춰요. 받은 것은 남아서 다시 받지 않아도 돼요</translation>
    </message>
    <message>
        <source>Goes on where the pull ended</source>
        <translation>멈춘 곳부터 이어서 받아요</translation>
    </message>
    <message>
        <source>Pushing %1</source>
        <translation>푸시하는 중: %1</translation>
    </message>
    <message>
        <source>Stops the push; layers that the registry has stay there</source>
        <translation>푸시를 멈춰요. 레지스트리에 올라간 레이어는 남아요</translation>
    </message>
    <message>
        <source>Pushes what the registry does not have yet</source>
        <translation>레지스트리에 아직 없는 것을 이어서 올려요</translation>
    </message>
    <message>
        <source>Pushed %1 as %2.</source>
        <translation>%1을(를) %2(으)로 푸시했어요.</translation>
    </message>
    <message>
        <source>&amp;Accounts…</source>
        <translation>계정(&amp;A)…</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>계정</translation>
    </message>
    <message>
        <source>Who is logged in at which registry; logging in and out (docker login)</source>
        <translation>어느 레지스트리에 누구로 로그인했는지 보고, 로그인하고 로그아웃해요 (docker login)</translation>
    </message>
</context>
<context>
    <name>tare::gui::PushDialog</name>
    <message>
        <source>Allow plain &amp;HTTP and unknown certificates</source>
        <translation>암호화 없는 HTTP와 모르는 인증서 허용(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Log in…</source>
        <translation>로그인(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Push</source>
        <translation>푸시(&amp;P)</translation>
    </message>
    <message>
        <source>Push to a registry</source>
        <translation>레지스트리에 푸시</translation>
    </message>
    <message>
        <source>&amp;Name, which says where it goes:</source>
        <translation>이름(푸시할 곳을 정해요, &amp;N):</translation>
    </message>
    <message>
        <source>Name of the image</source>
        <translation>이미지 이름</translation>
    </message>
    <message>
        <source>[registry/]repository[:tag]. A name that the image does not have yet becomes one of its names.</source>
        <translation>[레지스트리/]저장소[:태그]. 아직 없는 이름이면 이 이미지의 이름으로 더해져요.</translation>
    </message>
    <message>
        <source>Only for a registry of your own in a network that you trust (--insecure); one on this machine may always use plain HTTP</source>
        <translation>믿을 수 있는 네트워크에 있는 내 레지스트리에만 쓰세요 (--insecure). 이 컴퓨터에 있는 레지스트리는 언제나 HTTP를 쓸 수 있어요</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Logs in at the registry that the name says (docker login)</source>
        <translation>이름에 적힌 레지스트리에 로그인해요 (docker login)</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>푸시</translation>
    </message>
    <message>
        <source>An image needs a name to be pushed.</source>
        <translation>푸시하려면 이름이 있어야 해요.</translation>
    </message>
    <message>
        <source>This is no name that an image can be pushed under.</source>
        <translation>이미지를 푸시할 수 있는 이름이 아니에요.</translation>
    </message>
    <message>
        <source>Docker Hub</source>
        <translation>Docker Hub</translation>
    </message>
    <message>
        <source>Goes to %1, as %2.</source>
        <comment>registry, repository and tag</comment>
        <translation>푸시할 곳: %1, 이름: %2</translation>
    </message>
    <message>
        <source>Nobody is logged in at %1.</source>
        <translation>로그인하지 않았어요: %1</translation>
    </message>
    <message>
        <source>Logged in at %1.</source>
        <translation>로그인했어요: %1</translation>
    </message>
    <message>
        <source>Logged in as %1.</source>
        <translation>로그인한 사용자: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::RowList</name>
    <message>
        <source>Takes this row away</source>
        <translation>이 줄을 지워요</translation>
    </message>
    <message>
        <source>%1, row %2</source>
        <translation>%1, %2번째 줄</translation>
    </message>
    <message>
        <source>Remove row %1</source>
        <translation>%1번째 줄 지우기</translation>
    </message>
</context>
<context>
    <name>tare::gui::SampleModel</name>
    <message>
        <source>Failed: %1</source>
        <translation>실패: %1</translation>
    </message>
    <message>
        <source>software emulation</source>
        <translation>소프트웨어 에뮬레이션</translation>
    </message>
    <message>
        <source>Block</source>
        <comment>each block holds every subject once</comment>
        <translation>묶음</translation>
    </message>
    <message>
        <source>Place</source>
        <comment>within the block</comment>
        <translation>순서</translation>
    </message>
    <message>
        <source>Subject</source>
        <comment>host process, container or virtual machine</comment>
        <translation>대상</translation>
    </message>
    <message>
        <source>To first line</source>
        <translation>첫 줄까지</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Memory (PSS)</source>
        <translation>메모리(PSS)</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>예약됨</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>비고</translation>
    </message>
</context>
<context>
    <name>tare::gui::SavedList</name>
    <message numerus="yes">
        <source>%n repeat(s)</source>
        <translation>
            <numerusform>%n회 반복</numerusform>
        </translation>
    </message>
    <message>
        <source>software emulation</source>
        <translation>소프트웨어 에뮬레이션</translation>
    </message>
    <message>
        <source>cancelled</source>
        <comment>a comparison</comment>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Saved comparisons</source>
        <translation>저장된 비교</translation>
    </message>
    <message>
        <source>Every comparison is kept; choosing one shows it</source>
        <translation>비교는 모두 저장돼요. 고르면 다시 볼 수 있어요</translation>
    </message>
</context>
<context>
    <name>tare::gui::SearchDialog</name>
    <message>
        <source>&amp;Pull</source>
        <translation>풀(&amp;P)</translation>
    </message>
    <message>
        <source>Search for images</source>
        <translation>이미지 찾기</translation>
    </message>
    <message>
        <source>What to look for</source>
        <translation>찾을 말</translation>
    </message>
    <message>
        <source>Look for: nginx, or registry.example.org/word</source>
        <translation>찾기: nginx 또는 registry.example.org/단어</translation>
    </message>
    <message>
        <source>Words look through Docker Hub; with a registry in front, through what that registry lists</source>
        <translation>낱말만 쓰면 Docker Hub에서, 앞에 레지스트리를 쓰면 그 레지스트리의 목록에서 찾아요</translation>
    </message>
    <message>
        <source>Filter tags</source>
        <translation>태그 거르기</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Which machine the image is for (--platform)</source>
        <translation>어떤 컴퓨터용 이미지인지 정해요(--platform)</translation>
    </message>
    <message>
        <source>this machine&apos;s</source>
        <translation>이 컴퓨터와 같은 것</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>풀</translation>
    </message>
    <message>
        <source>P&amp;latform:</source>
        <translation>플랫폼(&amp;L):</translation>
    </message>
    <message>
        <source>Images that were found</source>
        <translation>찾은 이미지</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>별</translation>
    </message>
    <message>
        <source>Official</source>
        <translation>공식</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Type what you look for. A name you know can be pulled right away.</source>
        <translation>찾을 말을 입력하세요. 이름을 알면 바로 풀할 수 있어요.</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>official</source>
        <translation>공식</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>찾은 것이 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>Listing tags…</source>
        <translation>태그를 가져오는 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n tag(s)</source>
        <translation>
            <numerusform>태그 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Pulling %1</source>
        <translation>풀하는 중: %1</translation>
    </message>
    <message>
        <source>Its progress is on the page Images; you can go on here.</source>
        <translation>진행 상황은 이미지 페이지에 나와요. 여기서 계속 찾아도 돼요.</translation>
    </message>
    <message>
        <source>&amp;Log in…</source>
        <translation>로그인(&amp;L)…</translation>
    </message>
    <message>
        <source>Logs in at the registry, and tries again (docker login)</source>
        <translation>레지스트리에 로그인하고 다시 해 봐요 (docker login)</translation>
    </message>
</context>
<context>
    <name>tare::gui::SecurityPage</name>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>권한</translation>
    </message>
    <message>
        <source>Pri&amp;vileged: all rights of this machine&apos;s root</source>
        <translation>특권: 이 컴퓨터 root의 모든 권한(&amp;V)</translation>
    </message>
    <message>
        <source>Every capability and device, and no filter of system calls (--privileged)</source>
        <translation>모든 capability와 장치를 주고 시스템 콜을 거르지 않아요 (--privileged)</translation>
    </message>
    <message>
        <source>No program gives &amp;more rights than it was started with</source>
        <translation>어떤 프로그램도 시작할 때보다 많은 권한을 주지 않음(&amp;M)</translation>
    </message>
    <message>
        <source>setuid programs such as sudo do nothing (--security-opt no-new-privileges)</source>
        <translation>sudo 같은 setuid 프로그램이 통하지 않아요 (--security-opt no-new-privileges)</translation>
    </message>
    <message>
        <source>&amp;Groups too</source>
        <translation>추가 그룹(&amp;G)</translation>
    </message>
    <message>
        <source>Further groups of its first process (--group-add)</source>
        <translation>첫 프로세스가 더 속할 그룹 (--group-add)</translation>
    </message>
    <message>
        <source>System calls</source>
        <translation>시스템 콜</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>필터(&amp;F)</translation>
    </message>
    <message>
        <source>Which system calls the kernel lets through (--security-opt seccomp)</source>
        <translation>커널이 통과시킬 시스템 콜 (--security-opt seccomp)</translation>
    </message>
    <message>
        <source>the usual one: what could harm this machine is refused</source>
        <translation>보통: 이 컴퓨터를 해칠 수 있는 것은 거절</translation>
    </message>
    <message>
        <source>none: every system call (unconfined)</source>
        <translation>없음: 모든 시스템 콜 (unconfined)</translation>
    </message>
    <message>
        <source>a profile in a file</source>
        <translation>파일의 프로필</translation>
    </message>
    <message>
        <source>&amp;Its profile</source>
        <translation>프로필(&amp;I)</translation>
    </message>
    <message>
        <source>A profile in Docker&apos;s form (--security-opt seccomp=FILE)</source>
        <translation>Docker 형식의 프로필 (--security-opt seccomp=FILE)</translation>
    </message>
    <message>
        <source>Choose &amp;the profile…</source>
        <translation>프로필 고르기(&amp;T)…</translation>
    </message>
    <message>
        <source>A file of this machine</source>
        <translation>이 컴퓨터의 파일</translation>
    </message>
    <message>
        <source>What it shares with this machine</source>
        <translation>이 컴퓨터와 공유하는 것</translation>
    </message>
    <message>
        <source>P&amp;rocesses</source>
        <translation>프로세스(&amp;R)</translation>
    </message>
    <message>
        <source>Whose processes it sees (--pid)</source>
        <translation>누구의 프로세스를 보는지 (--pid)</translation>
    </message>
    <message>
        <source>its own</source>
        <translation>자기 것</translation>
    </message>
    <message>
        <source>all of this machine&apos;s (host)</source>
        <translation>이 컴퓨터의 모든 것 (host)</translation>
    </message>
    <message>
        <source>Shared memor&amp;y</source>
        <translation>공유 메모리(&amp;Y)</translation>
    </message>
    <message>
        <source>Whose shared memory it sees (--ipc)</source>
        <translation>누구의 공유 메모리를 보는지 (--ipc)</translation>
    </message>
    <message>
        <source>its own, and others may join (shareable)</source>
        <translation>자기 것, 다른 컨테이너도 쓸 수 있음 (shareable)</translation>
    </message>
    <message>
        <source>&amp;Users</source>
        <translation>사용자(&amp;U)</translation>
    </message>
    <message>
        <source>Who its root is outside (--userns)</source>
        <translation>컨테이너의 root가 밖에서는 누구인지 (--userns)</translation>
    </message>
    <message>
        <source>this machine&apos;s: its root is root here</source>
        <translation>이 컴퓨터의 사용자: 컨테이너의 root가 여기서도 root</translation>
    </message>
    <message>
        <source>its own: its root is nobody here (auto)</source>
        <translation>자기 사용자: 컨테이너의 root가 여기서는 아무 권한도 없음 (auto)</translation>
    </message>
    <message>
        <source>its own, as in all containers of a user without root</source>
        <translation>자기 사용자, root 없이 만든 컨테이너는 늘 그럼</translation>
    </message>
    <message>
        <source>Without root, a container&apos;s root is always you and nobody else (--userns)</source>
        <translation>root 없이 쓰면 컨테이너의 root는 언제나 나 자신이에요 (--userns)</translation>
    </message>
    <message>
        <source>A privileged container is root of this machine: it cannot have users of its own.</source>
        <translation>특권 컨테이너는 이 컴퓨터의 root이므로 자기 사용자를 가질 수 없어요.</translation>
    </message>
    <message>
        <source>With users of its own it has processes, memory, name and network of its own, too.</source>
        <translation>자기 사용자를 가지면 프로세스, 메모리, 이름, 네트워크도 자기 것이어야 해요.</translation>
    </message>
    <message>
        <source>its own, and nobody may join (private)</source>
        <translation>자기 것, 아무도 함께 쓸 수 없음 (private)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>this machine&apos;s (host)</source>
        <translation>이 컴퓨터의 것 (host)</translation>
    </message>
    <message>
        <source>&amp;Host name</source>
        <translation>호스트 이름(&amp;H)</translation>
    </message>
    <message>
        <source>Whose host name it has (--uts)</source>
        <translation>누구의 호스트 이름을 쓰는지 (--uts)</translation>
    </message>
    <message>
        <source>Kernel setting</source>
        <translation>커널 설정</translation>
    </message>
    <message>
        <source>One that a container has of its own: net.…, fs.mqueue.…, kernel.shm… (--sysctl)</source>
        <translation>컨테이너마다 따로 있는 설정: net.…, fs.mqueue.…, kernel.shm… (--sysctl)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Of the setting (--sysctl)</source>
        <translation>설정의 값 (--sysctl)</translation>
    </message>
    <message>
        <source>Add a &amp;kernel setting</source>
        <translation>커널 설정 추가(&amp;K)</translation>
    </message>
    <message>
        <source>Only root can give such rights (--privileged)</source>
        <translation>root만 줄 수 있는 권한이에요 (--privileged)</translation>
    </message>
    <message>
        <source>those of the container “%1”</source>
        <translation>컨테이너의 것: “%1”</translation>
    </message>
    <message>
        <source>A profile of system calls</source>
        <translation>시스템 콜 프로필</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>이 파일을 읽을 수 없어요.</translation>
    </message>
    <message>
        <source>a copy of the other container&apos;s</source>
        <translation>다른 컨테이너 프로필의 사본</translation>
    </message>
    <message>
        <source>Whoever is root in this container is root of this machine: there is no wall left between them.</source>
        <translation>이 컨테이너의 root는 이 컴퓨터의 root예요. 둘 사이에 아무 벽도 남지 않아요.</translation>
    </message>
    <message>
        <source>Choose the file with the profile.</source>
        <translation>프로필 파일을 고르세요.</translation>
    </message>
    <message>
        <source>The profile is being read.</source>
        <translation>프로필을 읽는 중이에요.</translation>
    </message>
    <message>
        <source>Without the filter, an error in the kernel is easier to use against this machine.</source>
        <translation>필터가 없으면 커널의 오류로 이 컴퓨터를 공격하기 쉬워져요.</translation>
    </message>
    <message>
        <source>It sees, and as root may end, the processes of this machine.</source>
        <translation>이 컴퓨터의 프로세스를 볼 수 있고, root라면 끝낼 수도 있어요.</translation>
    </message>
    <message>
        <source>A container has of its own only net.…, fs.mqueue.…, kernel.msg…, kernel.sem and kernel.shm….</source>
        <translation>컨테이너마다 따로 있는 것은 net.…, fs.mqueue.…, kernel.msg…, kernel.sem, kernel.shm…뿐이에요.</translation>
    </message>
    <message>
        <source>This setting stands here twice.</source>
        <translation>같은 설정이 두 번 있어요.</translation>
    </message>
    <message>
        <source>Only root can give such rights.</source>
        <translation>root만 줄 수 있는 권한이에요.</translation>
    </message>
    <message>
        <source>With this machine&apos;s host name it cannot have one of its own.</source>
        <translation>이 컴퓨터의 호스트 이름을 쓰면 자기 이름을 가질 수 없어요.</translation>
    </message>
    <message>
        <source>With this machine&apos;s own network, its settings cannot be changed.</source>
        <translation>이 컴퓨터의 네트워크를 쓰면 그 설정은 바꿀 수 없어요.</translation>
    </message>
    <message>
        <source>With this machine&apos;s own shared memory, its settings cannot be changed.</source>
        <translation>이 컴퓨터의 공유 메모리를 쓰면 그 설정은 바꿀 수 없어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::SettingsMenu</name>
    <message>
        <source>&amp;Help for this page</source>
        <translation>이 페이지 도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;About Tare</source>
        <translation>Tare 정보(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>종료(&amp;Q)</translation>
    </message>
    <message>
        <source>A&amp;ppearance</source>
        <translation>화면 모양(&amp;P)</translation>
    </message>
    <message>
        <source>As the &amp;desktop</source>
        <comment>appearance</comment>
        <translation>데스크톱에 맞춤(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <comment>appearance</comment>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>Da&amp;rk</source>
        <comment>appearance</comment>
        <translation>어둡게(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Search everything…</source>
        <translation>전체 찾기(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Notify when a container dies</source>
        <translation>컨테이너가 죽으면 알림(&amp;N)</translation>
    </message>
    <message>
        <source>When one ends by itself with an error, runs out of memory or is unhealthy</source>
        <translation>오류로 스스로 끝나거나, 메모리가 모자라거나, 상태가 나쁠 때 알려요</translation>
    </message>
    <message>
        <source>&amp;Icon in the tray</source>
        <translation>트레이 아이콘(&amp;I)</translation>
    </message>
    <message>
        <source>Closing the window still ends the program; containers keep running</source>
        <translation>창을 닫으면 프로그램은 끝나요. 컨테이너는 계속 실행돼요</translation>
    </message>
</context>
<context>
    <name>tare::gui::StatsTab</name>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>프로세스</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>received</source>
        <translation>받음</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>보냄</translation>
    </message>
    <message>
        <source>Block devices</source>
        <translation>블록 장치</translation>
    </message>
    <message>
        <source>read</source>
        <translation>읽음</translation>
    </message>
    <message>
        <source>written</source>
        <translation>씀</translation>
    </message>
    <message>
        <source>How far back the charts go</source>
        <translation>차트가 보여 주는 기간</translation>
    </message>
    <message>
        <source>2 minutes</source>
        <translation>2분</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10분</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>파일을 쓸 수 없어요: %1</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1시간</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>멈춰 두기</translation>
    </message>
    <message>
        <source>Keeps the charts as they are; the container and the readings go on</source>
        <translation>차트를 그대로 두어요. 컨테이너와 측정은 계속돼요</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>지금으로</translation>
    </message>
    <message>
        <source>Back to now and to the chosen span. On a chart the wheel or + and − zoom, a drag or ← and → move, and the menu saves it</source>
        <translation>지금과 고른 시간 폭으로 돌아가요. 차트에서는 휠이나 +, −로 확대·축소하고, 끌거나 ←, →로 옮기고, 메뉴로 저장해요</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Writes the numbers of the hour, or the charts as they are, to a file (docker stats)</source>
        <translation>한 시간의 수치나 지금 보이는 차트를 파일로 써요 (docker stats)</translation>
    </message>
    <message>
        <source>&amp;Numbers as CSV…</source>
        <translation>수치를 CSV로(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Charts as PNG…</source>
        <translation>차트를 PNG로(&amp;C)…</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>멈춰 둠</translation>
    </message>
    <message>
        <source>Save the charts as a picture</source>
        <translation>차트를 그림으로 저장</translation>
    </message>
    <message>
        <source>Save the numbers</source>
        <translation>수치 저장</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>저장한 곳: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::TaskLine</name>
    <message>
        <source>Progress of the task</source>
        <translation>작업 진행 상황</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>작업 취소</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>tasks that run besides</comment>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists all that runs</source>
        <translation>실행 중인 작업을 모두 보여 줘요</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>모든 작업</translation>
    </message>
</context>
<context>
    <name>tare::gui::TaskPopup</name>
    <message>
        <source>Tasks</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>Cancel the task</source>
        <translation>작업 취소</translation>
    </message>
    <message>
        <source>Progress: %1</source>
        <translation>진행: %1</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>취소: %1</translation>
    </message>
</context>
<context>
    <name>tare::gui::TerminalPane</name>
    <message>
        <source>Open a &amp;shell</source>
        <translation>셸 열기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Attach</source>
        <translation>연결(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Detach</source>
        <translation>연결 끊기(&amp;D)</translation>
    </message>
    <message>
        <source>Runs this command beside the container&apos;s own, in the same namespaces (docker exec -it)</source>
        <translation>같은 네임스페이스에서 컨테이너의 명령과 나란히 이 명령을 실행해요(docker exec -it)</translation>
    </message>
    <message>
        <source>The command that is run</source>
        <translation>실행할 명령</translation>
    </message>
    <message>
        <source>Joins the terminal of the container&apos;s own command (docker attach)</source>
        <translation>컨테이너 명령의 터미널에 연결해요(docker attach)</translation>
    </message>
    <message>
        <source>Lets go of the terminal; the container runs on</source>
        <translation>터미널에서 손을 떼요. 컨테이너는 계속 실행돼요</translation>
    </message>
    <message>
        <source>A process beside the container&apos;s own</source>
        <translation>컨테이너의 명령과 나란한 프로세스</translation>
    </message>
    <message>
        <source>The container&apos;s own terminal</source>
        <translation>컨테이너의 터미널</translation>
    </message>
    <message>
        <source>The container is paused.</source>
        <translation>컨테이너가 일시 정지 중이에요.</translation>
    </message>
    <message>
        <source>The container does not run.</source>
        <translation>컨테이너가 실행 중이 아니에요.</translation>
    </message>
    <message>
        <source>Detached.</source>
        <translation>연결을 끊었어요.</translation>
    </message>
    <message>
        <source>Ended.</source>
        <translation>끝났어요.</translation>
    </message>
    <message>
        <source>Ended with code %1.</source>
        <translation>코드 %1로 끝났어요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::TerminalView</name>
    <message>
        <source>Terminal</source>
        <translation>터미널</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>붙여넣기(&amp;P)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>모두 선택(&amp;A)</translation>
    </message>
</context>
<context>
    <name>tare::gui::Theme</name>
    <message>
        <source>Container</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>Virtual machine</source>
        <translation>가상 머신</translation>
    </message>
    <message>
        <source>Host process</source>
        <translation>호스트 프로세스</translation>
    </message>
</context>
<context>
    <name>tare::gui::TransferItem</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>취소(&amp;C)</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>계속(&amp;U)</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>취소: %1</translation>
    </message>
    <message>
        <source>Resume: %1</source>
        <translation>계속: %1</translation>
    </message>
    <message>
        <source>Put away: %1</source>
        <translation>치우기: %1</translation>
    </message>
    <message>
        <source>Puts this line away</source>
        <translation>이 줄을 치워요</translation>
    </message>
    <message>
        <source>Layers of %1</source>
        <translation>%1의 레이어</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes so far, bytes in all</comment>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation>%1/초</translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>%n초 남음</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min left</source>
        <translation>
            <numerusform>%n분 남음</numerusform>
        </translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
</context>
<context>
    <name>tare::gui::Tray</name>
    <message>
        <source>&amp;Show or hide the window</source>
        <translation>창 보이기/숨기기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Create a container…</source>
        <translation>컨테이너 만들기(&amp;C)…</translation>
    </message>
    <message>
        <source>C&amp;ontainers</source>
        <translation>컨테이너(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Events</source>
        <translation>이벤트(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>tare::gui::VolumeDetail</name>
    <message>
        <source>What the volume is</source>
        <translation>볼륨 정보</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>삭제(&amp;M)…</translation>
    </message>
    <message>
        <source>Sho&amp;w container</source>
        <translation>컨테이너 보기(&amp;W)</translation>
    </message>
    <message>
        <source>Shows the chosen container on the page Containers</source>
        <translation>고른 컨테이너를 컨테이너 페이지에서 보여요</translation>
    </message>
    <message>
        <source>Containers that have this volume</source>
        <translation>이 볼륨을 쓰는 컨테이너</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Where in it</source>
        <translation>컨테이너 안 위치</translation>
    </message>
    <message>
        <source>May</source>
        <translation>권한</translation>
    </message>
    <message>
        <source>Who has it</source>
        <translation>쓰는 컨테이너</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>made for one container; it goes with it when that is asked for</source>
        <translation>컨테이너 하나를 위해 만든 것. 원하면 함께 삭제돼요</translation>
    </message>
    <message>
        <source>mounted by its options when a container starts</source>
        <translation>컨테이너가 시작할 때 옵션대로 마운트</translation>
    </message>
    <message>
        <source>a folder that stays until it is removed</source>
        <translation>삭제할 때까지 남는 폴더</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>이 컴퓨터의 위치</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>드라이버</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>Labels and options</source>
        <translation>레이블과 옵션</translation>
    </message>
    <message>
        <source>Label %1</source>
        <translation>레이블 %1</translation>
    </message>
    <message>
        <source>only read</source>
        <translation>읽기만</translation>
    </message>
    <message>
        <source>read and write</source>
        <translation>읽기와 쓰기</translation>
    </message>
    <message>
        <source>A container has it: remove that one first</source>
        <translation>쓰는 컨테이너가 있어요. 먼저 그 컨테이너를 삭제하세요</translation>
    </message>
</context>
<context>
    <name>tare::gui::VolumeDialog</name>
    <message>
        <source>&amp;Create</source>
        <translation>만들기(&amp;C)</translation>
    </message>
    <message>
        <source>Create a volume</source>
        <translation>볼륨 만들기</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>made up when empty</source>
        <translation>비우면 지어 줘요</translation>
    </message>
    <message>
        <source>What containers ask for it by (-v NAME:/folder)</source>
        <translation>컨테이너가 부르는 이름 (-v 이름:/폴더)</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Of the label (--label)</source>
        <translation>레이블의 키나 값 (--label)</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Add a &amp;label</source>
        <translation>레이블 추가(&amp;L)</translation>
    </message>
    <message>
        <source>A label, to find it by (--label)</source>
        <translation>찾을 때 쓰는 레이블 (--label)</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>옵션</translation>
    </message>
    <message>
        <source>type, device or o, as mount(8) has them (-o)</source>
        <translation>mount(8)의 type, device, o (-o)</translation>
    </message>
    <message>
        <source>Of the option (-o)</source>
        <translation>옵션의 값 (-o)</translation>
    </message>
    <message>
        <source>Add an &amp;option</source>
        <translation>옵션 추가(&amp;O)</translation>
    </message>
    <message>
        <source>How it is mounted, in place of a folder of the engine&apos;s: type=tmpfs, device=tmpfs, o=size=64m (-o)</source>
        <translation>엔진의 폴더 대신 마운트하는 방법: type=tmpfs, device=tmpfs, o=size=64m (-o)</translation>
    </message>
    <message>
        <source>The docker command that equals these fields</source>
        <translation>이 설정과 같은 docker 명령</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Closes without a volume (Esc)</source>
        <translation>볼륨을 만들지 않고 닫아요 (Esc)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>A name has at least two letters, digits or _ . - and begins with a letter or digit.</source>
        <translation>이름은 영문자나 숫자로 시작하고, 영문자·숫자·_ . - 를 두 글자 이상 쓰세요.</translation>
    </message>
    <message>
        <source>A volume has this name already.</source>
        <translation>이 이름의 볼륨이 이미 있어요.</translation>
    </message>
    <message>
        <source>Write the label&apos;s key, without =.</source>
        <translation>= 없이 레이블의 키를 쓰세요.</translation>
    </message>
    <message>
        <source>Write the option&apos;s name: type, device or o.</source>
        <translation>옵션의 이름을 쓰세요: type, device, o.</translation>
    </message>
</context>
<context>
    <name>tare::gui::VolumeModel</name>
    <message>
        <source>for one container</source>
        <translation>컨테이너 하나용</translation>
    </message>
    <message>
        <source>mounted by its options</source>
        <translation>옵션대로 마운트</translation>
    </message>
    <message>
        <source>with a name</source>
        <translation>이름 있음</translation>
    </message>
    <message>
        <source>Made with a container; a prune takes it when no container has it any more</source>
        <translation>컨테이너와 함께 만든 것. 쓰는 컨테이너가 없어지면 정리할 때 삭제돼요</translation>
    </message>
    <message>
        <source>Stays until it is removed</source>
        <translation>삭제할 때까지 남아요</translation>
    </message>
    <message>
        <source>No container has it</source>
        <translation>쓰는 컨테이너가 없어요</translation>
    </message>
    <message>
        <source>How many containers have it, running or not</source>
        <translation>실행 중이든 아니든 쓰는 컨테이너의 수</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Kind</source>
        <comment>column: of a volume</comment>
        <translation>종류</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>Created</source>
        <comment>column: when the volume was made</comment>
        <translation>생성됨</translation>
    </message>
</context>
<context>
    <name>tare::gui::VolumeTable</name>
    <message>
        <source>Volumes</source>
        <translation>볼륨</translation>
    </message>
</context>
<context>
    <name>tare::gui::VolumesPage</name>
    <message>
        <source>Filter volumes</source>
        <translation>볼륨 거르기</translation>
    </message>
    <message>
        <source>Pr&amp;une…</source>
        <translation>정리(&amp;U)…</translation>
    </message>
    <message>
        <source>Removes volumes that no container has; says which before it does (docker volume prune)</source>
        <translation>어느 컨테이너도 쓰지 않는 볼륨을 삭제해요. 먼저 무엇을 지울지 알려 줘요 (docker volume prune)</translation>
    </message>
    <message>
        <source>Create…</source>
        <translation>만들기…</translation>
    </message>
    <message>
        <source>A new volume (docker volume create, Ctrl+N)</source>
        <translation>새 볼륨 (docker volume create, Ctrl+N)</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>삭제…</translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s) removed.</source>
        <translation>
            <numerusform>볼륨 %n개를 삭제했어요.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 are free again.</source>
        <translation>%1을 비웠어요.</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>볼륨</translation>
    </message>
    <message>
        <source>A volume keeps what a container writes when the container goes: give it a name and a place in the container (-v data:/var/lib), and the next one finds it there. One that an image asks for, or that was made without a name, belongs to one container. Ctrl+N makes one, Del removes the chosen one, Prune removes those that no container has.</source>
        <translation>볼륨은 컨테이너가 사라져도 컨테이너가 쓴 것을 간직해요. 이름과 컨테이너 안 위치를 주면(-v data:/var/lib) 다음 컨테이너가 그대로 이어서 써요. 이미지가 요구하거나 이름 없이 만든 볼륨은 컨테이너 하나의 것이에요. Ctrl+N으로 만들고, Del로 고른 것을 삭제하고, 정리로 어느 컨테이너도 쓰지 않는 것을 삭제해요.</translation>
    </message>
    <message>
        <source>There is no volume yet. Create one (Ctrl+N), or a container with one.</source>
        <translation>아직 볼륨이 없어요. 볼륨을 만들거나(Ctrl+N) 볼륨이 있는 컨테이너를 만드세요.</translation>
    </message>
    <message>
        <source>Remove the volume %1?</source>
        <translation>볼륨을 삭제할까요? %1</translation>
    </message>
    <message>
        <source>What is in it goes for good.</source>
        <translation>안에 있는 것은 영영 사라져요.</translation>
    </message>
    <message>
        <source>Remo&amp;ve</source>
        <translation>삭제(&amp;V)</translation>
    </message>
    <message>
        <source>Every volume has a container: there is nothing to remove.</source>
        <translation>볼륨마다 쓰는 컨테이너가 있어서 지울 것이 없어요.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 밖에 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n volume(s) that no container has: %1. What is in them goes for good.</source>
        <translation>
            <numerusform>어느 컨테이너도 쓰지 않는 볼륨 %n개: %1. 안에 있는 것은 영영 사라져요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the %n without a &amp;name</source>
        <translation>
            <numerusform>이름 없는 %n개 삭제(&amp;N)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remo&amp;ve all %n</source>
        <translation>
            <numerusform>%n개 모두 삭제(&amp;V)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tare::gui::WasteView</name>
    <message>
        <source>Which waste</source>
        <translation>어떤 낭비</translation>
    </message>
    <message>
        <source>Stored and never seen</source>
        <translation>저장되고 보이지 않는 것</translation>
    </message>
    <message>
        <source>Stored more than once (dive&apos;s list)</source>
        <translation>여러 번 저장된 것(dive의 목록)</translation>
    </message>
    <message>
        <source>Files that are carried for nothing</source>
        <translation>쓸모없이 들고 다니는 파일</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Wasted</source>
        <translation>낭비</translation>
    </message>
    <message>
        <source>By which layers</source>
        <translation>어떤 레이어가</translation>
    </message>
    <message>
        <source>Enter shows the file in the view Files, in the layer that stored it</source>
        <translation>Enter를 누르면 저장한 레이어의 파일 보기로 가요</translation>
    </message>
    <message>
        <source>Every byte that the layers store can be seen in the image</source>
        <translation>레이어에 저장된 모든 바이트가 이미지에 보여요</translation>
    </message>
    <message>
        <source>%1 are stored and never seen: %2 of the image</source>
        <translation>%1이 저장되지만 보이지 않아요. 이미지의 %2예요</translation>
    </message>
    <message>
        <source>Efficiency by dive&apos;s definition: %1. Wasted by it: %2, which is %3 of what the layers above the lowest add.</source>
        <translation>dive의 정의로 효율은 %1, 낭비는 %2예요. 가장 낮은 레이어 위의 레이어들이 더한 것의 %3이에요.</translation>
    </message>
    <message>
        <source>stored by %1, removed by %2</source>
        <translation>%1에서 저장, %2에서 삭제</translation>
    </message>
    <message>
        <source>stored by %1, covered by %2</source>
        <translation>%1에서 저장, %2에서 덮음</translation>
    </message>
    <message>
        <source>A file that a later layer replaces or removes still travels with the image: a layer is never changed, only covered. To save the bytes, remove a file in the instruction that made it.</source>
        <translation>뒤의 레이어가 바꾸거나 지운 파일도 이미지와 함께 다녀요. 레이어는 바뀌지 않고 가려질 뿐이에요. 줄이려면 파일을 만든 바로 그 명령에서 지우세요.</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s): %1</source>
        <translation>
            <numerusform>%n번: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>dive counts a path that several layers hold with all its versions together. Its efficiency is the least size of each path over all sizes of it.</source>
        <translation>dive는 여러 레이어에 있는 경로를 모든 판을 더해 세요. 효율은 경로마다 가장 작은 크기를 모든 크기의 합으로 나눈 값이에요.</translation>
    </message>
</context>
<context>
    <name>tare::gui::WhatPage</name>
    <message>
        <source>Image and command</source>
        <translation>이미지와 명령</translation>
    </message>
    <message>
        <source>What runs</source>
        <translation>실행할 것</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>이미지(&amp;I)</translation>
    </message>
    <message>
        <source>What the container&apos;s files are made from</source>
        <translation>컨테이너의 파일이 나오는 곳</translation>
    </message>
    <message>
        <source>the image&apos;s own</source>
        <translation>이미지의 기본값</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>이름(&amp;N)</translation>
    </message>
    <message>
        <source>made up when empty</source>
        <translation>비우면 지어 줘요</translation>
    </message>
    <message>
        <source>The container&apos;s name (--name)</source>
        <translation>컨테이너의 이름(--name)</translation>
    </message>
    <message>
        <source>C&amp;ommand</source>
        <translation>명령(&amp;O)</translation>
    </message>
    <message>
        <source>What runs in it, split into words as a shell would; for pipes write sh -c &apos;…&apos; (the words after the image)</source>
        <translation>안에서 실행할 명령이에요. 셸처럼 단어로 나눠요. 파이프를 쓰려면 sh -c &apos;…&apos; 로 쓰세요(이미지 뒤의 단어들)</translation>
    </message>
    <message>
        <source>&amp;Keep its input open</source>
        <translation>입력 열어 두기(&amp;K)</translation>
    </message>
    <message>
        <source>So that a shell waits for what you type (-i)</source>
        <translation>셸이 입력을 기다리게 해요(-i)</translation>
    </message>
    <message>
        <source>With a &amp;terminal</source>
        <translation>터미널 사용(&amp;T)</translation>
    </message>
    <message>
        <source>The command gets a terminal of its own (-t)</source>
        <translation>명령에 터미널을 줘요(-t)</translation>
    </message>
    <message>
        <source>How it runs</source>
        <translation>실행 방법</translation>
    </message>
    <message>
        <source>&amp;Entrypoint</source>
        <translation>엔트리포인트(&amp;E)</translation>
    </message>
    <message>
        <source>Comes before the command (--entrypoint)</source>
        <translation>명령 앞에 붙어요(--entrypoint)</translation>
    </message>
    <message>
        <source>&amp;Working folder</source>
        <translation>작업 폴더(&amp;W)</translation>
    </message>
    <message>
        <source>Where the command starts (-w, --workdir)</source>
        <translation>명령이 시작하는 곳(-w, --workdir)</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>사용자(&amp;U)</translation>
    </message>
    <message>
        <source>A name or number, with :group after it (-u, --user)</source>
        <translation>이름이나 번호, 뒤에 :그룹을 붙일 수 있어요(-u, --user)</translation>
    </message>
    <message>
        <source>Be&amp;gin with a small init</source>
        <translation>작은 init으로 시작(&amp;G)</translation>
    </message>
    <message>
        <source>A first process that passes signals on and reaps orphans; for commands that do not (--init)</source>
        <translation>시그널을 전하고 고아 프로세스를 거두는 첫 프로세스. 스스로 하지 않는 명령에 써요 (--init)</translation>
    </message>
    <message>
        <source>&amp;Fetch the image</source>
        <translation>이미지 받기(&amp;F)</translation>
    </message>
    <message>
        <source>When the image is fetched from its registry first (--pull)</source>
        <translation>언제 레지스트리에서 이미지를 먼저 받을지 (--pull)</translation>
    </message>
    <message>
        <source>when it is not here</source>
        <translation>여기 없을 때</translation>
    </message>
    <message>
        <source>always, for its newest state</source>
        <translation>항상, 최신 상태로</translation>
    </message>
    <message>
        <source>never</source>
        <translation>받지 않음</translation>
    </message>
    <message>
        <source>When it ends</source>
        <translation>끝날 때</translation>
    </message>
    <message>
        <source>&amp;Remove it when it ends</source>
        <translation>끝나면 삭제(&amp;R)</translation>
    </message>
    <message>
        <source>Stop signa&amp;l</source>
        <translation>멈춤 시그널(&amp;L)</translation>
    </message>
    <message>
        <source>What Stop asks it with, such as SIGTERM or SIGINT (--stop-signal)</source>
        <translation>멈출 때 보낼 시그널. SIGTERM, SIGINT 등 (--stop-signal)</translation>
    </message>
    <message>
        <source>Kille&amp;d after</source>
        <translation>강제 종료까지(&amp;D)</translation>
    </message>
    <message>
        <source>10 seconds</source>
        <translation>10초</translation>
    </message>
    <message>
        <source>How many seconds Stop waits before it kills; -1: for ever (--stop-timeout)</source>
        <translation>멈출 때 강제로 끝내기 전에 기다릴 초. -1은 계속 (--stop-timeout)</translation>
    </message>
    <message>
        <source>the image&apos;s own: %1</source>
        <translation>이미지의 기본값: %1</translation>
    </message>
    <message>
        <source>Choose an image.</source>
        <translation>이미지를 고르세요.</translation>
    </message>
    <message>
        <source>This image is not here, and could not be fetched.</source>
        <translation>이 이미지는 여기 없고, 받을 수도 없었어요.</translation>
    </message>
    <message>
        <source>A name has at least two letters, digits or _ . - and begins with a letter or digit.</source>
        <translation>이름은 영문자나 숫자로 시작하고, 영문자·숫자·_ . - 를 두 글자 이상 쓰세요.</translation>
    </message>
    <message>
        <source>A container has this name already.</source>
        <translation>이 이름의 컨테이너가 이미 있어요.</translation>
    </message>
    <message>
        <source>A quote in the command is not closed.</source>
        <translation>명령의 따옴표가 닫히지 않았어요.</translation>
    </message>
    <message>
        <source>A quote in the entrypoint is not closed.</source>
        <translation>엔트리포인트의 따옴표가 닫히지 않았어요.</translation>
    </message>
    <message>
        <source>The working folder begins with a /.</source>
        <translation>작업 폴더는 /로 시작해야 해요.</translation>
    </message>
    <message>
        <source>A signal is a name such as SIGTERM, or its number.</source>
        <translation>시그널은 SIGTERM 같은 이름이나 번호예요.</translation>
    </message>
    <message>
        <source>Write a number of seconds, or -1 for ever.</source>
        <translation>초 단위 숫자나, 계속 기다리려면 -1을 쓰세요.</translation>
    </message>
</context>
</TS>
